package io.github.customeriospring.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.Batch.Entry;
import io.github.customeriospring.queue.OperationObserver.Observed;
import org.jspecify.annotations.Nullable;

/**
 * Operations that wait to be packed. An operation of an identity that another batch is
 * changing right now is parked until that batch is done, so that what happens to one
 * identity keeps its order even if a batch is retried. Not thread-safe.
 */
final class PendingOperations {

	private static final Comparator<Entry> ARRIVAL = Comparator.comparingLong(Entry::number);

	private final TreeSet<Entry> ready = new TreeSet<>(ARRIVAL);

	/** Which batch under way changes an identity. */
	private final Map<String, Batch> owners = new HashMap<>();

	/** Who waits for an identity. One that changes two waits in both. */
	private final Map<String, TreeSet<Entry>> parked = new HashMap<>();

	private int count;

	private long readyBytes;

	private long arrived;

	int count() {
		return this.count;
	}

	Entry add(TrackOperation operation, CompletableFuture<Void> outcome, long since, @Nullable Observed observed) {
		Entry entry = new Entry(operation, outcome, since, this.arrived++, observed);
		this.count++;
		if (isFree(entry, null)) {
			makeReady(entry);
		}
		else {
			park(entry);
		}
		return entry;
	}

	private void makeReady(Entry entry) {
		this.ready.add(entry);
		this.readyBytes += entry.operation().size() + 1L;
	}

	private boolean takeReady(Entry entry) {
		boolean taken = this.ready.remove(entry);
		this.readyBytes -= taken ? entry.operation().size() + 1L : 0;
		return taken;
	}

	/** When the first one that could go came, or {@code null} if there is none. */
	@Nullable Long oldest() {
		return this.ready.isEmpty() ? null : this.ready.first().since();
	}

	boolean isFull(BatchSettings settings) {
		return this.ready.size() >= settings.maxOperations()
				|| this.readyBytes + BatchTransport.WRAPPER_BYTES >= settings.maxBytes();
	}

	/**
	 * Pack the next batch.
	 * @return the batch, or {@code null} if all wait for identities
	 */
	@Nullable Batch next(BatchSettings settings) {
		Batch batch = new Batch();
		while (!this.ready.isEmpty() && batch.fits(this.ready.first().operation(), settings)) {
			Entry entry = this.ready.first();
			takeReady(entry);
			if (isFree(entry, batch)) {
				entry.operation().subjects().forEach((subject) -> this.owners.put(subject, batch));
				batch.add(entry);
				this.count--;
			}
			else {
				park(entry);
			}
		}
		return batch.entries().isEmpty() ? null : batch;
	}

	/** Whether nobody else changes its identities or waits for them before it. */
	private boolean isFree(Entry entry, @Nullable Batch batch) {
		for (String subject : entry.operation().subjects()) {
			Batch owner = this.owners.get(subject);
			Entry first = firstParked(subject);
			if ((owner != null && owner != batch) || (first != null && first.number() < entry.number())) {
				return false;
			}
		}
		return true;
	}

	private @Nullable Entry firstParked(String subject) {
		TreeSet<Entry> waiting = this.parked.get(subject);
		return (waiting != null) ? waiting.first() : null;
	}

	private void park(Entry entry) {
		entry.operation()
			.subjects()
			.forEach((subject) -> this.parked.computeIfAbsent(subject, (key) -> new TreeSet<>(ARRIVAL)).add(entry));
	}

	private boolean takeParked(Entry entry) {
		boolean taken = false;
		for (String subject : entry.operation().subjects()) {
			TreeSet<Entry> waiting = this.parked.get(subject);
			taken |= waiting != null && waiting.remove(entry);
			if (waiting != null && waiting.isEmpty()) {
				this.parked.remove(subject);
			}
		}
		return taken;
	}

	/** Let go of the identities of a batch. */
	void done(Batch batch) {
		Deque<String> freed = new ArrayDeque<>();
		for (Entry entry : batch.entries()) {
			for (String subject : entry.operation().subjects()) {
				if (this.owners.remove(subject, batch)) {
					freed.add(subject);
				}
			}
		}
		unpark(freed);
	}

	private void unpark(Deque<String> freed) {
		while (!freed.isEmpty()) {
			Entry first = firstParked(freed.getFirst());
			if (first != null && isFree(first, null)) {
				takeParked(first);
				makeReady(first);
				freed.addAll(first.operation().subjects());
			}
			else {
				freed.removeFirst();
			}
		}
	}

	/**
	 * Take one out.
	 * @return whether it was there
	 */
	boolean remove(Entry entry) {
		boolean wasParked = takeParked(entry);
		if (wasParked) {
			unpark(new ArrayDeque<>(entry.operation().subjects()));
		}
		boolean removed = wasParked || takeReady(entry);
		this.count -= removed ? 1 : 0;
		return removed;
	}

	/** Take everything out that is not under way. */
	List<Entry> clear() {
		TreeSet<Entry> cleared = new TreeSet<>(this.ready);
		this.parked.values().forEach(cleared::addAll);
		this.ready.clear();
		this.parked.clear();
		this.readyBytes = 0;
		this.count = 0;
		return List.copyOf(cleared);
	}

}
