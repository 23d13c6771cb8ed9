package io.github.customeriospring.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.queue.Batch.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Operations that wait to be packed. An operation of an identity that another batch is
 * changing right now is parked until that batch is done, so that what happens to one
 * identity keeps its order even if a batch is retried. Not thread-safe.
 */
final class PendingOperations {

	private final Deque<Entry> ready = new ArrayDeque<>();

	/** How many of an identity are ready. */
	private final Map<String, Integer> readySubjects = new HashMap<>();

	/** Which batch under way changes an identity. */
	private final Map<String, Batch> owners = new HashMap<>();

	/** Who waits for an identity, in order. One that changes two waits in both. */
	private final Map<String, Deque<Entry>> parked = new HashMap<>();

	private int count;

	private long readyBytes;

	int count() {
		return this.count;
	}

	void add(Entry entry) {
		this.count++;
		// behind others of its identity that are ready, even if they will be parked
		if (isFree(entry, null) || entry.operation().subjects().stream().anyMatch(this.readySubjects::containsKey)) {
			this.ready.addLast(entry);
			count(entry, 1);
		}
		else {
			park(entry);
		}
	}

	private void count(Entry entry, int sign) {
		this.readyBytes += sign * (entry.operation().size() + 1L);
		for (String subject : entry.operation().subjects()) {
			this.readySubjects.merge(subject, sign, (a, b) -> (a + b != 0) ? a + b : null);
		}
	}

	/** When the first one that could go came, or {@code null} if there is none. */
	@Nullable Long oldest() {
		Entry first = this.ready.peekFirst();
		return (first != null) ? first.since() : null;
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
		for (Entry entry = this.ready.peekFirst(); entry != null && batch.fits(entry.operation(), settings);) {
			this.ready.removeFirst();
			count(entry, -1);
			if (entry.outcome().isDone()) {
				this.count--; // given up by its caller
			}
			else if (isFree(entry, batch)) {
				entry.operation().subjects().forEach((subject) -> this.owners.put(subject, batch));
				batch.add(entry);
				this.count--;
			}
			else {
				park(entry);
			}
			entry = this.ready.peekFirst();
		}
		return batch.entries().isEmpty() ? null : batch;
	}

	private boolean isFree(Entry entry, @Nullable Batch batch) {
		for (String subject : entry.operation().subjects()) {
			Batch owner = this.owners.get(subject);
			if ((owner != null && owner != batch) || this.parked.containsKey(subject)) {
				return false;
			}
		}
		return true;
	}

	private void park(Entry entry) {
		entry.operation()
			.subjects()
			.forEach((subject) -> this.parked.computeIfAbsent(subject, (key) -> new ArrayDeque<>()).addLast(entry));
	}

	/** Let go of the identities of a batch. */
	void done(Batch batch) {
		Deque<String> freed = new ArrayDeque<>();
		for (Entry entry : batch.entries()) {
			for (String subject : entry.operation().subjects()) {
				if (this.owners.remove(subject, batch) && this.parked.containsKey(subject)) {
					freed.add(subject);
				}
			}
		}
		List<Entry> released = new ArrayList<>();
		while (!freed.isEmpty()) {
			unpark(freed.removeFirst(), freed, released);
		}
		for (int i = released.size() - 1; i >= 0; i--) {
			this.ready.addFirst(released.get(i));
			count(released.get(i), 1);
		}
	}

	private void unpark(String subject, Deque<String> freed, List<Entry> released) {
		for (Deque<Entry> waiting = this.parked.get(subject); waiting != null; waiting = this.parked.get(subject)) {
			Entry first = waiting.getFirst();
			if (!first.operation().subjects().stream().allMatch((key) -> isFirst(first, key))) {
				return;
			}
			for (String key : first.operation().subjects()) {
				Deque<Entry> others = this.parked.get(key);
				if (others != null) {
					others.removeFirst();
					if (others.isEmpty()) {
						this.parked.remove(key);
					}
				}
				if (!key.equals(subject)) {
					freed.add(key);
				}
			}
			released.add(first);
		}
	}

	private boolean isFirst(Entry entry, String subject) {
		Deque<Entry> waiting = this.parked.get(subject);
		return waiting != null && waiting.peekFirst() == entry && !this.owners.containsKey(subject);
	}

	/** Take everything out that is not under way. */
	List<Entry> clear() {
		Set<Entry> cleared = new LinkedHashSet<>(this.ready);
		this.parked.values().forEach(cleared::addAll);
		this.ready.clear();
		this.readySubjects.clear();
		this.parked.clear();
		this.readyBytes = 0;
		this.count = 0;
		return List.copyOf(cleared);
	}

}
