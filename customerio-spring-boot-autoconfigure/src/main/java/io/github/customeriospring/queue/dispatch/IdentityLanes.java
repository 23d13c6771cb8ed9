package io.github.customeriospring.queue.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.dispatch.QueuedOperation.State;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the order of an identity: a lane for each, in which operations stand by
 * arrival until they have an outcome. An operation may go if nothing stands before it in
 * any of its lanes, or only what goes in the same request. Every step looks at the
 * operation and its neighbours only. Not thread-safe.
 */
final class IdentityLanes {

	private final Map<String, Lane> lanes = new HashMap<>();

	/** What may go, by arrival. */
	private final TreeSet<QueuedOperation> ready = new TreeSet<>();

	private long readyBytes;

	void add(QueuedOperation operation) {
		for (String subject : operation.operation().subjects()) {
			this.lanes.computeIfAbsent(subject, Lane::new).append(operation);
		}
		readyIfFree(operation);
	}

	/** Let one wait again that was packed or suspected. */
	void giveBack(QueuedOperation operation) {
		operation.givenBack();
		readyIfFree(operation);
	}

	/** Take one out for good. */
	void remove(QueuedOperation operation) {
		takeReady(operation);
		Place places = operation.places();
		operation.places(null);
		for (Place place = places; place != null; place = place.sibling) {
			place.lane.unlink(place);
			if (place.lane.first == null) {
				this.lanes.remove(place.lane.subject);
			}
		}
		for (Place place = places; place != null; place = place.sibling) {
			if (place.lane.first != null) {
				readyIfFree(place.lane.first.operation);
			}
		}
	}

	private void readyIfFree(QueuedOperation operation) {
		if (operation.state() == State.WAITING && isFree(operation, null) && this.ready.add(operation)) {
			this.readyBytes += operation.operation().size() + 1L;
		}
	}

	private void takeReady(QueuedOperation operation) {
		if (this.ready.remove(operation)) {
			this.readyBytes -= operation.operation().size() + 1L;
		}
	}

	private static boolean isFree(QueuedOperation operation, @Nullable Batch batch) {
		for (Place place = operation.places(); place != null; place = place.sibling) {
			if (place.previous != null && (batch == null || place.previous.operation.batch() != batch)) {
				return false;
			}
		}
		return true;
	}

	/** Fill a batch by arrival. */
	void pack(Batch batch, BatchSettings settings) {
		TreeSet<QueuedOperation> behind = new TreeSet<>();
		while (!this.ready.isEmpty() || !behind.isEmpty()) {
			boolean fromReady = behind.isEmpty()
					|| (!this.ready.isEmpty() && this.ready.first().compareTo(behind.first()) < 0);
			QueuedOperation next = fromReady ? this.ready.first() : behind.first();
			if (!batch.fits(next, settings)) {
				return;
			}
			if (fromReady) {
				takeReady(next);
			}
			else {
				behind.remove(next);
			}
			batch.add(next);
			for (Place place = next.places(); place != null; place = place.sibling) {
				QueuedOperation follower = (place.next != null) ? place.next.operation : null;
				if (follower != null && follower.state() == State.WAITING && isFree(follower, batch)) {
					behind.add(follower);
				}
			}
		}
	}

	/** Take one out to be packed alone. */
	void take(QueuedOperation operation) {
		takeReady(operation);
	}

	/** The one that came first of those that may go, or {@code null} for none. */
	@Nullable QueuedOperation first() {
		return this.ready.isEmpty() ? null : this.ready.first();
	}

	/** The next of those that may go, or {@code null} if there is no later one. */
	@Nullable QueuedOperation after(QueuedOperation previous) {
		return this.ready.higher(previous);
	}

	/** Whether nothing stands before it. */
	boolean isFree(QueuedOperation operation) {
		return operation.state() != State.SETTLED && isFree(operation, null);
	}

	boolean isFull(BatchSettings settings) {
		return this.ready.size() >= settings.maxOperations()
				|| this.readyBytes + Batch.WRAPPER_BYTES >= settings.maxBytes();
	}

	/** All that are neither under way nor settled, by arrival. */
	List<QueuedOperation> notUnderWay() {
		TreeSet<QueuedOperation> found = new TreeSet<>(this.ready);
		for (Lane lane : this.lanes.values()) {
			for (Place place = lane.first; place != null; place = place.next) {
				if (place.operation.state() != State.UNDER_WAY) {
					found.add(place.operation);
				}
			}
		}
		return new ArrayList<>(found);
	}

	/**
	 * The operations of one identity, first come first.
	 */
	static final class Lane {

		private final String subject;

		private @Nullable Place first;

		private @Nullable Place last;

		Lane(String subject) {
			this.subject = subject;
		}

		private void append(QueuedOperation operation) {
			Place last = this.last;
			if (last != null && last.operation == operation) {
				return; // it names an identity twice
			}
			Place place = new Place(this, operation);
			place.previous = last;
			if (last != null) {
				last.next = place;
			}
			else {
				this.first = place;
			}
			this.last = place;
		}

		private void unlink(Place place) {
			Place previous = place.previous;
			Place next = place.next;
			if (previous != null) {
				previous.next = next;
			}
			else {
				this.first = next;
			}
			if (next != null) {
				next.previous = previous;
			}
			else {
				this.last = previous;
			}
		}

	}

	/**
	 * Where an operation stands in a lane.
	 */
	static final class Place {

		private final Lane lane;

		private final QueuedOperation operation;

		/** Of the same operation in another lane. */
		private final @Nullable Place sibling;

		private @Nullable Place previous;

		private @Nullable Place next;

		Place(Lane lane, QueuedOperation operation) {
			this.lane = lane;
			this.operation = operation;
			this.sibling = operation.places();
			operation.places(this);
		}

	}

}
