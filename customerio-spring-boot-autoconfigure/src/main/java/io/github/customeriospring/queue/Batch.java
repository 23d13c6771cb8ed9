package io.github.customeriospring.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.OperationObserver.Observed;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Operations that go in one request.
 */
final class Batch {

	private final List<Entry> entries = new ArrayList<>();

	private int bytes = BatchTransport.WRAPPER_BYTES;

	private final Disposable.Swap sending = Disposables.swap();

	/** Who subscribes right now; to others the value does not matter. */
	private volatile @Nullable Thread sender;

	boolean fits(TrackOperation operation, BatchSettings settings) {
		return this.entries.size() < settings.maxOperations()
				&& this.bytes + operation.size() + 1 <= settings.maxBytes();
	}

	void add(Entry entry) {
		this.entries.add(entry);
		this.bytes += entry.operation().size() + 1;
	}

	List<Entry> entries() {
		return this.entries;
	}

	List<Observed> observed() {
		return this.entries.stream().map(Entry::observed).filter(Objects::nonNull).toList();
	}

	List<TrackOperation> operations() {
		return this.entries.stream().map(Entry::operation).toList();
	}

	void send(Supplier<Disposable> subscription) {
		this.sender = Thread.currentThread();
		try {
			this.sending.update(subscription.get());
		}
		finally {
			this.sender = null;
		}
	}

	/** Whether it is answered before it is even sent, by the thread that sends it. */
	boolean isBeingSentHere() {
		return this.sender == Thread.currentThread();
	}

	void cancel() {
		this.sending.dispose();
	}

	/**
	 * An operation and who wants to know what becomes of it.
	 *
	 * @param operation the operation
	 * @param outcome completed when it was accepted
	 * @param since when it came, in nanoseconds
	 * @param number how many came before it
	 * @param observed follows the operation, or {@code null} if nobody does
	 */
	record Entry(TrackOperation operation, CompletableFuture<Void> outcome, long since, long number,
			@Nullable Observed observed) {

	}

}
