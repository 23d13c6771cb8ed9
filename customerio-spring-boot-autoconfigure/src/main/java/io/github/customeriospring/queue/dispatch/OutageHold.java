package io.github.customeriospring.queue.dispatch;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.queue.QueueStats;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nothing gets through: since when, why, and when to ask again. The wait doubles from 100
 * ms to 30 s and is never shorter than Customer.io asks for, up to five minutes. Not
 * thread-safe.
 */
final class OutageHold {

	private static final Logger logger = LoggerFactory.getLogger(OutageHold.class);

	private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

	private static final Duration FIRST_WAIT = Duration.ofMillis(100);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

	/** Nobody means more. */
	private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

	/** While the application shuts down, there is no time for more. */
	private static final Duration LONGEST_WAIT_AT_THE_END = Duration.ofSeconds(1);

	/** Up to a quarter less, so that instances do not ask together. */
	private static final double JITTER = 0.25;

	private final long sinceNanos;

	private final boolean refusal;

	private CustomerIoException cause;

	private int probes;

	private long nextNanos;

	private long toldNanos;

	OutageHold(CustomerIoException cause, boolean refusal, long now, double random) {
		this.sinceNanos = now;
		this.toldNanos = now;
		this.refusal = refusal;
		this.cause = cause;
		this.nextNanos = now + wait(0, cause, random, LONGEST_WAIT);
	}

	/**
	 * Whether this application refused the request, which says nothing of Customer.io.
	 */
	static boolean isOurEnd(CustomerIoException cause) {
		return cause instanceof CustomerIoNotSentException notSent && notSent.getReason() == Reason.SHUTTING_DOWN;
	}

	void probeFailed(CustomerIoException cause, long now, double random, boolean atTheEnd) {
		if (isOurEnd(cause)) {
			this.nextNanos = now + LONGEST_WAIT_AT_THE_END.toNanos();
			return;
		}
		this.probes++;
		this.cause = cause;
		this.nextNanos = now + wait(this.probes, cause, random, atTheEnd ? LONGEST_WAIT_AT_THE_END : LONGEST_WAIT);
	}

	private static long wait(int probes, CustomerIoException cause, double random, Duration longest) {
		long wait = Math.min(FIRST_WAIT.toNanos() << Math.min(probes, 20), longest.toNanos());
		long jittered = (long) (wait * (1 - JITTER * random));
		Duration retryAfter = (cause instanceof CustomerIoResponseException answer) ? answer.getRetryAfter() : null;
		if (retryAfter == null) {
			return jittered;
		}
		Duration asked = (retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0) ? retryAfter : LONGEST_RETRY_AFTER;
		return Math.max(jittered, asked.toNanos());
	}

	/** The application ends: ask once more now. */
	void hurry(long now) {
		this.nextNanos = now;
	}

	long nanosUntilProbe(long now) {
		return Math.max(0, this.nextNanos - now);
	}

	/** Whether all was refused, so that a refusal does not end the hold. */
	boolean isRefusal() {
		return this.refusal;
	}

	CustomerIoException cause() {
		return this.cause;
	}

	QueueStats.Hold stats(long now) {
		return new QueueStats.Hold(age(now), this.probes, String.valueOf(this.cause.getMessage()));
	}

	private Duration age(long now) {
		return Duration.ofNanos(now - this.sinceNanos);
	}

	/** The line for the log after a probe failed, or {@code null} for none. */
	@Nullable Runnable goesOn(String name, int waiting, long now) {
		if (this.probes > 1 && now - this.toldNanos < TOLD_EVERY.toNanos()) {
			return null;
		}
		this.toldNanos = now;
		String cause = String.valueOf(this.cause.getMessage());
		int probes = this.probes;
		return () -> logger.warn("{} holds: Customer.io has accepted nothing for {}, {} operations wait, none is lost; "
				+ "it was asked {} times. {}", name, seconds(now), waiting, probes, cause);
	}

	/** The line for the log when it is over, or {@code null} for none. */
	@Nullable Runnable over(String name, int waiting, long now) {
		int probes = this.probes;
		return (probes == 0) ? null : () -> logger.info(
				"{} goes on: Customer.io accepts again after {}, it was asked {} times; " + "{} operations wait", name,
				seconds(now), probes + 1, waiting);
	}

	private String seconds(long now) {
		return age(now).toMillis() / 1000.0 + " s";
	}

}
