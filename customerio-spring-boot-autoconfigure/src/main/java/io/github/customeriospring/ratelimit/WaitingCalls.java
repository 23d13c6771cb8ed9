package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.Priority;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a permit, in the order in which they get it: by priority, then
 * those that come back, then by arrival. One of ten turns belongs to each of the lower
 * priorities, so that nobody starves. Thread-safe; its lock guards everything here.
 */
final class WaitingCalls {

	private static final int TURNS = 10;

	private static final int PRIORITIES = Priority.values().length;

	/** For each priority those that come back, then the new ones. */
	private final List<Set<WaitingCall>> queues = new ArrayList<>();

	private int turn;

	private int size;

	private long bytes;

	WaitingCalls() {
		for (int i = 0; i < 2 * PRIORITIES; i++) {
			this.queues.add(new LinkedHashSet<>());
		}
	}

	/**
	 * Let a call in. Only interactive calls have bounds: the queue bounds what it sends.
	 * @return why it may not wait, or {@code null} if it does
	 */
	synchronized @Nullable Reason enter(WaitingCall call, Admission admission, long pauseNanos, int available,
			RateLimiterConfig limit) {
		Reason refusal = null;
		if (call.request.priority() == Priority.INTERACTIVE) {
			refusal = call.comesBack() ? admission.decideAgain(pauseNanos)
					: admission.decide(interactive(), this.bytes + call.bytes(), pauseNanos, available, limit);
		}
		if (refusal == null) {
			queue(call).add(call);
			count(call, 1);
		}
		return refusal;
	}

	synchronized boolean remove(WaitingCall call) {
		boolean removed = queue(call).remove(call);
		if (removed) {
			count(call, -1);
		}
		return removed;
	}

	private Set<WaitingCall> queue(WaitingCall call) {
		return this.queues.get(2 * call.request.priority().ordinal() + (call.comesBack() ? 0 : 1));
	}

	private void count(WaitingCall call, int sign) {
		this.size += sign;
		this.bytes += sign * call.bytes();
	}

	/** Take the call whose turn it is, or null if nobody waits. */
	synchronized @Nullable WaitingCall poll() {
		WaitingCall first = first(favoured());
		this.turn = (this.turn + 1) % TURNS;
		for (int priority = 0; first == null && priority < PRIORITIES; priority++) {
			first = first(priority);
		}
		if (first != null) {
			remove(first);
		}
		return first;
	}

	private int favoured() {
		return (this.turn == TURNS - 1) ? Priority.BULK.ordinal()
				: (this.turn == TURNS / 2 - 1) ? Priority.QUEUED.ordinal() : Priority.INTERACTIVE.ordinal();
	}

	private @Nullable WaitingCall first(int priority) {
		WaitingCall back = head(2 * priority);
		return (back != null) ? back : head(2 * priority + 1);
	}

	private @Nullable WaitingCall head(int queue) {
		Iterator<WaitingCall> calls = this.queues.get(queue).iterator();
		return calls.hasNext() ? calls.next() : null;
	}

	/** The interactive call that has waited the longest, or null if there is none. */
	synchronized @Nullable WaitingCall oldest() {
		WaitingCall back = head(2 * Priority.INTERACTIVE.ordinal());
		WaitingCall fresh = head(2 * Priority.INTERACTIVE.ordinal() + 1);
		return (back == null || (fresh != null && fresh.since - back.since < 0)) ? fresh : back;
	}

	synchronized int interactive() {
		int first = 2 * Priority.INTERACTIVE.ordinal();
		return this.queues.get(first).size() + this.queues.get(first + 1).size();
	}

	/**
	 * Returns how many of each priority are among the first calls.
	 * @param most how many calls to look at, the higher priorities first
	 */
	synchronized int[] countFirst(int most) {
		int[] counts = new int[PRIORITIES];
		int left = most;
		for (int priority = 0; priority < PRIORITIES; priority++) {
			int waiting = this.queues.get(2 * priority).size() + this.queues.get(2 * priority + 1).size();
			counts[priority] = Math.min(waiting, left);
			left -= counts[priority];
		}
		return counts;
	}

	synchronized int size() {
		return this.size;
	}

	/** The bytes of the interactive calls' bodies. */
	synchronized long bytes() {
		return this.bytes;
	}

}
