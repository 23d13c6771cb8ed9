package io.github.customeriospring.ratelimit;

import io.github.customeriospring.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, in the order in which they go: by priority, then calls that come back for a
 * retry, then by arrival. Entering, leaving and taking the first cost the same however
 * many wait.
 */
final class Waiters {

	/** In this many turns, one goes to each lower priority, so that none starves. */
	private static final int TURNS = 10;

	private static final int PRIORITIES = Priority.values().length;

	/** Guards the lists and their counts. */
	private final Object lock = new Object();

	/** For each priority the ones that came back, then the new ones. */
	private final Queue[] queues = new Queue[2 * PRIORITIES];

	private int turn;

	/** Written under the lock. */
	private volatile int size;

	Waiters() {
		for (int i = 0; i < this.queues.length; i++) {
			this.queues[i] = new Queue();
		}
	}

	/**
	 * Let a caller in.
	 * @return whether fewer than {@code capacity} would go before it
	 */
	boolean add(Waiter waiter, Priority priority, boolean comesBack, int capacity) {
		synchronized (this.lock) {
			if (ahead(priority) >= capacity) {
				return false;
			}
			this.queues[2 * priority.ordinal() + (comesBack ? 0 : 1)].add(waiter);
			this.size++;
			return true;
		}
	}

	/**
	 * Take the one whose turn it is.
	 * @return the first, or {@code null} if nobody waits
	 */
	@Nullable Waiter poll() {
		synchronized (this.lock) {
			Waiter waiter = poll(favoured(this.turn));
			this.turn = (this.turn + 1) % TURNS;
			for (int priority = 0; waiter == null && priority < PRIORITIES; priority++) {
				waiter = poll(priority);
			}
			if (waiter != null) {
				this.size--;
			}
			return waiter;
		}
	}

	private static int favoured(int turn) {
		return (turn == TURNS - 1) ? Priority.BULK.ordinal()
				: (turn == TURNS / 2 - 1) ? Priority.QUEUED.ordinal() : Priority.INTERACTIVE.ordinal();
	}

	private @Nullable Waiter poll(int priority) {
		Waiter waiter = this.queues[2 * priority].poll();
		return (waiter != null) ? waiter : this.queues[2 * priority + 1].poll();
	}

	/**
	 * Return the interactive one that has waited the longest, without taking it.
	 */
	@Nullable Waiter oldest() {
		synchronized (this.lock) {
			Waiter back = this.queues[2 * Priority.INTERACTIVE.ordinal()].head;
			Waiter fresh = this.queues[2 * Priority.INTERACTIVE.ordinal() + 1].head;
			return (back == null || (fresh != null && fresh.since - back.since < 0)) ? fresh : back;
		}
	}

	void remove(Waiter waiter) {
		synchronized (this.lock) {
			if (waiter.queue != null) {
				waiter.queue.remove(waiter);
				this.size--;
			}
		}
	}

	/** How many go before a newcomer of the given priority. */
	int ahead(Priority priority) {
		synchronized (this.lock) {
			int count = 0;
			for (int i = 0; i < 2 * (priority.ordinal() + 1); i++) {
				count += this.queues[i].size;
			}
			return count;
		}
	}

	int size() {
		return this.size;
	}

	/**
	 * A linked list whose links are in the waiters, so that one can leave from the middle
	 * at no cost.
	 */
	static final class Queue {

		private @Nullable Waiter head;

		private @Nullable Waiter tail;

		private int size;

		private void add(Waiter waiter) {
			waiter.queue = this;
			waiter.previous = this.tail;
			if (this.tail != null) {
				this.tail.next = waiter;
			}
			else {
				this.head = waiter;
			}
			this.tail = waiter;
			this.size++;
		}

		private @Nullable Waiter poll() {
			Waiter first = this.head;
			if (first != null) {
				remove(first);
			}
			return first;
		}

		private void remove(Waiter waiter) {
			if (waiter.previous != null) {
				waiter.previous.next = waiter.next;
			}
			else {
				this.head = waiter.next;
			}
			if (waiter.next != null) {
				waiter.next.previous = waiter.previous;
			}
			else {
				this.tail = waiter.previous;
			}
			waiter.queue = null;
			waiter.previous = null;
			waiter.next = null;
			this.size--;
		}

	}

}
