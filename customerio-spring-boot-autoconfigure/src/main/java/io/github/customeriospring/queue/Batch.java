package io.github.customeriospring.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.TrackOperation;

/**
 * Operations that go in one request.
 */
final class Batch {

	private final List<Entry> entries = new ArrayList<>();

	private int bytes = BatchTransport.WRAPPER_BYTES;

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

	List<TrackOperation> operations() {
		return this.entries.stream().map(Entry::operation).toList();
	}

	/**
	 * An operation and who wants to know what becomes of it.
	 *
	 * @param operation the operation
	 * @param outcome completed when it was accepted
	 * @param since when it came, in nanoseconds
	 */
	record Entry(TrackOperation operation, CompletableFuture<Void> outcome, long since) {

	}

}
