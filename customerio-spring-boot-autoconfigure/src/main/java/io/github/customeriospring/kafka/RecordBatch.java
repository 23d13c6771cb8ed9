package io.github.customeriospring.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Records of a partition on their way through the queue. One of them is settled when its
 * operations were accepted or when it is in the dead-letter topic.
 */
final class RecordBatch {

	/** The rest of the queue is for the application. */
	private static final double MAX_FILL_LEVEL = 0.8;

	private static final Duration RETRY = Duration.ofMillis(50);

	private final List<ConsumerRecord<byte[], byte[]>> messages;

	private final Surroundings surroundings;

	private final Runnable acknowledgment;

	private final AtomicInteger open;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	/** What can be cancelled. */
	private final Queue<CompletableFuture<Void>> outcomes = new ConcurrentLinkedQueue<>();

	private volatile boolean givenBack;

	/** Used by who hands in, one thread after the other, like the fields below. */
	private int next;

	private @Nullable Mapped current;

	RecordBatch(List<ConsumerRecord<byte[], byte[]>> messages, Surroundings surroundings, Runnable acknowledgment) {
		this.messages = messages;
		this.surroundings = surroundings;
		this.acknowledgment = acknowledgment;
		this.open = new AtomicInteger(messages.size());
	}

	/** Completed when all are acknowledged; never if they were given back. */
	CompletableFuture<Void> done() {
		return this.done;
	}

	/** Hands in what there is room for, in order, and comes back for the rest. */
	void handIn() {
		while (!this.givenBack && (this.current != null || this.next < this.messages.size())) {
			Mapped current = (this.current != null) ? this.current : map(this.messages.get(this.next++));
			this.current = (current != null && !isHandedIn(current)) ? current : null;
			if (this.current != null) {
				this.surroundings.scheduler.schedule(this::handIn, RETRY.toMillis(), TimeUnit.MILLISECONDS);
				return;
			}
		}
	}

	private @Nullable Mapped map(ConsumerRecord<byte[], byte[]> message) {
		try {
			return new Mapped(message, this.surroundings.mapper.toOperations(message));
		}
		catch (Throwable ex) { // the mapper is the application's
			setAside(message, ex);
			return null;
		}
	}

	/** Not if there is no room: what comes behind it must not go first. */
	private boolean isHandedIn(Mapped mapped) {
		while (mapped.outcomes.size() < mapped.operations.size()) {
			if (this.surroundings.queue.fillLevel() > MAX_FILL_LEVEL) {
				return false;
			}
			CompletableFuture<Void> outcome = this.surroundings.queue
				.add(mapped.operations.get(mapped.outcomes.size()));
			if (isFor(outcome, Reason.QUEUE_FULL)) {
				return false;
			}
			mapped.outcomes.add(outcome);
			this.outcomes.add(outcome);
			if (this.givenBack) {
				outcome.cancel(false);
			}
		}
		CompletableFuture.allOf(mapped.outcomes.toArray(CompletableFuture[]::new))
			.whenComplete((accepted, ex) -> settled(mapped, ex));
		return true;
	}

	private void settled(Mapped mapped, @Nullable Throwable ex) {
		if (ex == null) {
			settled();
		}
		else if (!this.givenBack
				&& mapped.outcomes.stream().noneMatch((outcome) -> isFor(outcome, Reason.SHUTTING_DOWN))) {
			setAside(mapped.message, (ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	private static boolean isFor(CompletableFuture<Void> outcome, Reason reason) {
		return outcome.isCompletedExceptionally()
				&& outcome.handle((accepted, ex) -> ex).join() instanceof CustomerIoNotSentException notSent
				&& notSent.getReason() == reason;
	}

	private void setAside(ConsumerRecord<byte[], byte[]> message, Throwable reason) {
		this.surroundings.deadLetters.add(message, reason).thenRun(this::settled);
	}

	private void settled() {
		if (this.open.decrementAndGet() == 0 && !this.givenBack) {
			this.acknowledgment.run();
			this.done.complete(null);
		}
	}

	/**
	 * Take out of the queue what is not under way, and acknowledge nothing any more.
	 * @return how many records had not been settled
	 */
	int giveBack() {
		this.givenBack = true;
		this.outcomes.forEach((outcome) -> outcome.cancel(false));
		return this.done.isDone() ? 0 : this.open.get();
	}

	/**
	 * A record, what it became, and what became of that.
	 */
	private record Mapped(ConsumerRecord<byte[], byte[]> message, List<TrackOperation> operations,
			List<CompletableFuture<Void>> outcomes) {

		Mapped(ConsumerRecord<byte[], byte[]> message, List<TrackOperation> operations) {
			this(message, operations, new ArrayList<>(operations.size()));
		}

	}

	/**
	 * What batches work with.
	 *
	 * @param queue sends
	 * @param mapper makes operations of records
	 * @param deadLetters takes bad records
	 * @param scheduler waits for room
	 */
	record Surroundings(CustomerIoQueue queue, KafkaOperationMapper mapper, KafkaDeadLetters deadLetters,
			Scheduler scheduler) {

	}

}
