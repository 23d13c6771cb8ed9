package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.SparseLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server's answers to some calls mean for those that wait: when their permits
 * end, and how long nobody goes.
 */
final class Answers {

	private static final Logger logger = LoggerFactory.getLogger(WaitingLine.class);

	private final Quota quota;

	private final PermitSource permits;

	private final RateLimitListener listener;

	private final LongSupplier nanoClock;

	private final IntSupplier waiting;

	private final Pauses pauses;

	private final SparseLog log;

	/**
	 * Create it.
	 * @param quota the quota of the calls
	 * @param permits told of the answers
	 * @param listener told of the answers
	 * @param backoff how long to pause after the n-th 429 in a row that does not say it
	 * @param nanoClock the monotonic clock
	 * @param waiting how many calls wait, for the log
	 */
	Answers(Quota quota, PermitSource permits, RateLimitListener listener, IntFunction<Duration> backoff,
			LongSupplier nanoClock, IntSupplier waiting) {
		this.quota = quota;
		this.permits = permits;
		this.listener = listener;
		this.nanoClock = nanoClock;
		this.waiting = waiting;
		this.pauses = new Pauses(backoff, nanoClock.getAsLong());
		this.log = new SparseLog(nanoClock);
	}

	void accepted(long slot, long leftAt, CustomerIoResponse response) {
		this.listener.answered(this.quota, response.status());
		this.pauses.accepted(leftAt);
		Duration usedUpFor = response.quotaResetAfter();
		if (usedUpFor != null) {
			this.pauses.extend(this.nanoClock.getAsLong() + usedUpFor.toNanos());
		}
		this.permits.answered(slot, true);
	}

	void notAccepted(long slot, long leftAt, CustomerIoResponseException error) {
		this.listener.answered(this.quota, error.getStatus());
		if (error instanceof CustomerIoThrottledException throttled) {
			this.listener.throttled(this.quota);
			if (!throttled.isDailyQuota()) {
				throttled(slot, leftAt, throttled.getRetryAfter());
				return;
			}
		}
		this.permits.answered(slot, false);
	}

	private void throttled(long slot, long leftAt, @Nullable Duration retryAfter) {
		Duration pause = this.pauses.throttled(leftAt, retryAfter, this.nanoClock.getAsLong());
		this.permits.throttled(slot, pause == null, (pause != null) ? pause.toNanos() : 0);
		if (pause != null) {
			this.log.log((more) -> logger.warn(
					"Customer.io answered 429 for quota {}: its calls pause for {} ms ({}), {} wait{}", this.quota.id(),
					pause.toMillis(), (retryAfter != null) ? "Retry-After" : "backoff", this.waiting.getAsInt(), more));
		}
	}

	/** How long nobody goes because the server said so. */
	long pauseNanos() {
		return this.pauses.nanosLeft(this.nanoClock.getAsLong());
	}

}
