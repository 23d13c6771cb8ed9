package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * When an instance calls the shared state: when calls want permits or there is something
 * to say, but not too often, and now and then in any case. Not thread-safe.
 */
final class CallTimes {

	static final long NONE = Long.MIN_VALUE;

	/** Calls do not start sooner after each other. */
	private static final long TICK = Duration.ofMillis(10).toNanos();

	/** How long a permit may be in hand that nobody takes. */
	private static final long IDLE = Duration.ofMillis(50).toNanos();

	/** How long an instance is silent at most, so that others know of it. */
	static final long HEARTBEAT = Duration.ofMillis(500).toNanos();

	private static final long MAX_REPORT = Duration.ofMillis(125).toNanos();

	private static final long PROBE = Duration.ofMillis(250).toNanos();

	/** How late a waiting instance may come back before others get its permits. */
	private static final long PATIENCE = Duration.ofMillis(50).toNanos();

	/** How long there may be something to say that nobody waits for. */
	private final long reportNanos;

	private boolean beating = true;

	private long startedAt = NONE;

	/** When to ask again for what was not granted. */
	private long nextAt;

	private int[] asked = {};

	private long tripNanos;

	/**
	 * Create it.
	 * @param windowNanos the window: the answer of a request is of use to others towards
	 * its end
	 */
	CallTimes(long windowNanos) {
		this.reportNanos = Math.min(MAX_REPORT, windowNanos / 8);
	}

	/** Others need not hear from it any more. */
	void leave() {
		this.beating = false;
	}

	void started(int[] asked, long now) {
		this.startedAt = now;
		this.asked = asked;
	}

	/**
	 * The call was answered.
	 * @param nextNanos when to ask again, from when the call started
	 * @param now the time
	 */
	void answered(long nextNanos, long now) {
		this.tripNanos = now - this.startedAt;
		this.nextAt = this.startedAt + nextNanos;
	}

	/**
	 * Return when the next call is due.
	 * @param wanted how many permits are wanted, for each priority
	 * @param leases what is in hand, and what there is to say of it
	 * @param failing whether the last call failed
	 * @param mayAsk whether permits may be asked for
	 * @return the time, or {@link #NONE} for never
	 */
	long due(int[] wanted, Leases leases, boolean failing, boolean mayAsk) {
		boolean wants = mayAsk && IntStream.of(wanted).sum() > leases.inHand();
		if (failing) {
			return (this.beating || wants) ? this.startedAt + PROBE : NONE;
		}
		long wait = this.beating ? HEARTBEAT : Long.MAX_VALUE;
		if (leases.isUrgent()) {
			wait = 0;
		}
		if (wants) {
			wait = Math.min(wait, isMorePressing(wanted) ? 0 : this.nextAt - this.startedAt);
		}
		Long report = leases.oldestReport();
		if (report != null) {
			wait = Math.min(wait, report + this.reportNanos - this.startedAt);
		}
		if (leases.inHand() > 0) {
			wait = Math.min(wait, leases.first() + idleNanos() - this.startedAt);
		}
		return (wait == Long.MAX_VALUE) ? NONE : this.startedAt + Math.max(TICK, wait);
	}

	boolean hasStarted() {
		return this.startedAt != NONE;
	}

	/** What was said of when to come back was said of lower priorities. */
	private boolean isMorePressing(int[] wanted) {
		for (int i = 0; i < wanted.length && (i >= this.asked.length || this.asked[i] == 0); i++) {
			if (wanted[i] > 0) {
				return true;
			}
		}
		return false;
	}

	/** How long a permit may be in hand that nobody takes. */
	long idleNanos() {
		return IDLE + this.tripNanos;
	}

	/** How late a call may come that was announced. */
	long patienceNanos() {
		return PATIENCE + 2 * this.tripNanos;
	}

	/**
	 * How far ahead permits are asked for. What is in hand leaves though another instance
	 * gets a 429.
	 */
	long horizonNanos() {
		return TICK + this.tripNanos;
	}

}
