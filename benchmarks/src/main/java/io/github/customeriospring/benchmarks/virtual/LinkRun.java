package io.github.customeriospring.benchmarks.virtual;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import reactor.core.scheduler.Schedulers;

/**
 * Sends calls over a link with random delays, in virtual time, to a server that counts
 * arrivals in its own way: a queue of the accepted ones of the last second. Refused calls
 * are sent again.
 */
final class LinkRun {

	static final int LIMIT = 100;

	private static final long MILLI = 1_000_000L;

	private static final long WINDOW = 1000 * MILLI;

	private static final long SERVICE = 20 * MILLI;

	/** Timers fire up to so much late. */
	private static final int LATENESS = 2 * (int) MILLI;

	private final Random random;

	private final Weather weather;

	private final int calls;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final Deque<Long> counted = new ArrayDeque<>();

	private long now;

	private long sequence;

	private int toSend;

	private int accepted;

	private int refused;

	private long pausedUntil;

	private long episode;

	private long wakeAt;

	private long lastArrival;

	/** With the margins that the auto-configuration sets by default. */
	private final PermitWindow window = new PermitWindow.Settings(Quota.TRACK, LIMIT, Duration.ofNanos(WINDOW),
			Duration.ofMillis(2), null, 0, Schedulers.immediate(), () -> this.now)
		.local(LIMIT, Duration.ofNanos(WINDOW));

	LinkRun(Weather weather, int calls, long seed) {
		this.weather = weather;
		this.calls = calls;
		this.toSend = calls;
		this.random = new Random(seed);
	}

	LinkRun run() {
		at(0, this::send);
		while (this.accepted < this.calls) {
			Event event = this.events.remove();
			this.now = event.time;
			event.action.run();
		}
		return this;
	}

	double refusedShare() {
		return (double) this.refused / this.calls;
	}

	/** The part of what the server would have accepted until the last arrival. */
	double share() {
		return this.calls / (LIMIT * (1 + (double) this.lastArrival / WINDOW));
	}

	private void send() {
		while (this.toSend > 0) {
			long wait = this.pausedUntil - this.now;
			Permit permit = (wait > 0) ? null : this.window.take(this.now);
			if (permit == null) {
				wakeAfter((wait > 0) ? wait : this.window.nanosUntilNext(this.now));
				return;
			}
			this.toSend--;
			this.window.left(permit, this.now);
			long leftAt = this.now;
			at(delay(), () -> arrive(permit, leftAt));
		}
	}

	/** One timer, set anew only for an earlier time. */
	private void wakeAfter(long nanos) {
		long time = this.now + nanos;
		if (this.wakeAt == 0 || time < this.wakeAt) {
			this.wakeAt = time;
			at(nanos + this.random.nextInt(LATENESS), () -> {
				if (this.wakeAt == time) {
					this.wakeAt = 0;
					send();
				}
			});
		}
	}

	private void arrive(Permit permit, long leftAt) {
		while (!this.counted.isEmpty() && this.counted.element() <= this.now - WINDOW) {
			this.counted.remove();
		}
		boolean accepts = this.counted.size() < LIMIT;
		if (accepts) {
			this.counted.add(this.now);
			this.lastArrival = this.now;
		}
		at(SERVICE + delay(), () -> answer(permit, leftAt, accepts));
	}

	private void answer(Permit permit, long leftAt, boolean accepts) {
		if (accepts) {
			this.accepted++;
			this.window.answered(permit, true, this.now);
		}
		else {
			this.refused++;
			this.toSend++;
			boolean again = leftAt < this.episode;
			this.episode = again ? this.episode : this.now;
			this.window.refused(permit, again, this.toSend > 0, WINDOW, this.now);
			this.pausedUntil = this.now + WINDOW; // the server's Retry-After is a second
		}
		send();
	}

	private long delay() {
		double jitter = this.weather.medianMillis() * Math.exp(this.weather.sigma() * this.random.nextGaussian());
		return (long) (MILLI * (this.weather.baseMillis() + jitter));
	}

	private void at(long delay, Runnable action) {
		this.events.add(new Event(this.now + delay, this.sequence++, action));
	}

	private record Event(long time, long sequence, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return (this.time != other.time) ? Long.compare(this.time, other.time)
					: Long.compare(this.sequence, other.sequence);
		}

	}

}
