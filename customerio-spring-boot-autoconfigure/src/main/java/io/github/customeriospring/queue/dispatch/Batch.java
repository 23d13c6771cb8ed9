package io.github.customeriospring.queue.dispatch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.queue.BatchSettings;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/**
 * Operations that go in one request, and the subscriber of its answer.
 */
final class Batch extends BaseSubscriber<CustomerIoResponse> implements Departure {

	private static final Logger logger = LoggerFactory.getLogger(Batch.class);

	private static final byte[] START = "{\"batch\":[".getBytes(StandardCharsets.UTF_8);

	private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

	/** What a request has beside its operations and a comma for each of them. */
	static final int WRAPPER_BYTES = START.length + END.length;

	private final List<QueuedOperation> operations = new ArrayList<>();

	private int bytes = WRAPPER_BYTES;

	/** Whose test this is. */
	private final @Nullable PoisonSuspects suspects;

	/** Whether it asks if a hold is over. */
	private final boolean probe;

	/** How many batches had been accepted when it left. */
	private final long acceptances;

	private Context context = Context.empty();

	private @Nullable BiConsumer<Batch, BatchOutcome> listener;

	private volatile boolean left;

	Batch(@Nullable PoisonSuspects suspects, boolean probe, long acceptances) {
		this.suspects = suspects;
		this.probe = probe;
		this.acceptances = acceptances;
	}

	boolean fits(QueuedOperation operation, BatchSettings settings) {
		return this.operations.size() < settings.maxOperations()
				&& this.bytes + operation.operation().size() + 1 <= settings.maxBytes();
	}

	void add(QueuedOperation operation) {
		this.operations.add(operation);
		this.bytes += operation.operation().size() + 1;
		operation.packed(this);
	}

	List<QueuedOperation> operations() {
		return this.operations;
	}

	@Nullable PoisonSuspects suspects() {
		return this.suspects;
	}

	boolean isProbe() {
		return this.probe;
	}

	long acceptances() {
		return this.acceptances;
	}

	/** Whether bytes of it may have reached Customer.io. */
	boolean hasLeft() {
		return this.left;
	}

	/** What is sent. */
	CustomerIoRequest request(Priority priority) {
		List<QueuedOperation> operations = this.operations;
		int bytes = WRAPPER_BYTES + operations.size();
		for (QueuedOperation queued : operations) {
			bytes += queued.operation().size();
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream(bytes);
		body.writeBytes(START);
		for (int i = 0; i < operations.size(); i++) {
			if (i > 0) {
				body.write(',');
			}
			operations.get(i).operation().writeTo(body);
		}
		body.writeBytes(END);
		return track(body.toByteArray()).withPriority(priority);
	}

	/** For errors, which name the request but not its content. */
	static CustomerIoRequest emptyRequest() {
		return track(new byte[0]);
	}

	private static CustomerIoRequest track(byte[] body) {
		return CustomerIoRequest.track("batch", "/api/v2/batch", body);
	}

	/** What to tell if nobody knows whether it was accepted. */
	static CustomerIoException noAnswer(Throwable cause) {
		return new CustomerIoNoResponseException(emptyRequest(), cause, true);
	}

	/**
	 * Cancel the request.
	 * @return how many operations may have been accepted nevertheless
	 */
	int cancelRequest() {
		try {
			cancel();
		}
		catch (Throwable ex) {
			logger.warn("A request was not cancelled: {}", ex.toString());
		}
		return this.left ? this.operations.size() : 0;
	}

	/** Before it is subscribed. */
	void prepare(Context context, BiConsumer<Batch, BatchOutcome> listener) {
		this.context = context.put(Departure.class, this).put(QueuedOperation.class, this.operations);
		this.listener = listener;
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void leaves() {
		this.left = true;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(1);
	}

	@Override
	protected void hookOnNext(CustomerIoResponse response) {
		BatchOutcome outcome;
		try {
			outcome = BatchOutcome.of(this.operations, response);
		}
		catch (Throwable ex) { // also an OutOfMemoryError must not cost an outcome
			outcome = BatchOutcome.of(this.operations, ex);
		}
		done(outcome);
	}

	@Override
	protected void hookOnError(Throwable ex) {
		done(BatchOutcome.of(this.operations, ex));
	}

	@Override
	protected void hookOnComplete() {
		done(BatchOutcome.of(this.operations, new IllegalStateException("the transport gave none")));
	}

	private void done(BatchOutcome outcome) {
		BiConsumer<Batch, BatchOutcome> listener = this.listener;
		if (listener != null) {
			listener.accept(this, outcome);
		}
	}

}
