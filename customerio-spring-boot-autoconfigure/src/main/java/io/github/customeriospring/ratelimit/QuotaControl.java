package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.ratelimit.window.Sharing;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on in the line of one quota, and how an operator changes it. All figures are
 * those of the moment.
 *
 * @since 0.1.0
 */
public final class QuotaControl {

	private static final Logger logger = LoggerFactory.getLogger(QuotaControl.class);

	private final WaitingLine line;

	private final SparseLog log;

	QuotaControl(WaitingLine line, LongSupplier nanoClock) {
		this.line = line;
		this.log = new SparseLog(nanoClock);
	}

	/**
	 * Return the quota.
	 * @return the quota
	 */
	public Quota quota() {
		return this.line.quota;
	}

	/**
	 * Return the limiter that gives the permits. Its configuration tells the limit that
	 * is set and the window.
	 * @return the limiter
	 */
	public RateLimiter limiter() {
		return this.line.limiter;
	}

	/**
	 * Return the limit in force: the one that is set, or less while it recovers from
	 * answers with 429.
	 * @return requests in any window
	 */
	public int effectiveLimit() {
		return this.line.permits.limit(this.line.now());
	}

	/**
	 * Return how the limit is shared with other instances.
	 * @return the state of the moment, or {@code null} if it is not shared
	 */
	public @Nullable Sharing sharing() {
		return this.line.permits.sharing();
	}

	private int limit() {
		return this.line.limiter.getRateLimiterConfig().getLimitForPeriod();
	}

	/**
	 * Return whether the limit is lowered after answers with 429.
	 * @return whether it is
	 */
	public boolean isRecovering() {
		return effectiveLimit() < limit();
	}

	/**
	 * Return how many calls wait, those of the queue and of imports included.
	 * @return the count
	 */
	public int waiting() {
		return this.line.calls.size();
	}

	/**
	 * Return how much of the line's room interactive calls take: by their count or by the
	 * bytes of their bodies, whichever is more.
	 * @return from 0 to 1; more while calls wait that came back for a retry
	 */
	public double fillLevel() {
		return Math.max((double) this.line.calls.interactive() / this.line.admission.capacity(),
				(double) this.line.calls.bytes() / this.line.admission.maxBytes());
	}

	/**
	 * Return how many calls have a permit and no answer yet.
	 * @return the count
	 */
	public int inFlight() {
		return this.line.inFlight.get();
	}

	/**
	 * Return how long nobody may go because the server said so.
	 * @return the rest of the pause, zero if there is none
	 */
	public Duration pauseRemaining() {
		return Duration.ofNanos(this.line.pauses.nanosLeft(this.line.now()));
	}

	/**
	 * Return why nobody may go because the server said so.
	 * @return a few words, or {@code null} if there is no such pause
	 */
	public @Nullable String pauseReason() {
		return this.line.pauses.reason(this.line.now());
	}

	/**
	 * Return whether an operator {@link #pause() paused} the quota.
	 * @return whether it is
	 */
	public boolean isPaused() {
		return this.line.paused;
	}

	/**
	 * Send nothing more until {@link #resume()}, whatever the server allows. What is
	 * under way goes on. Interactive calls wait no longer than {@code max-wait}.
	 */
	public void pause() {
		if (!isPaused()) {
			this.line.paused = true;
			logger.info("Quota {} is paused until it is resumed, {} calls wait", quota().id(), waiting());
		}
	}

	/**
	 * Let calls go again, as far as the server allows.
	 */
	public void resume() {
		if (isPaused()) {
			this.line.paused = false;
			logger.info("Quota {} is resumed, {} calls wait", quota().id(), waiting());
			this.line.wake();
		}
	}

	/**
	 * Change the limit, for those who wait too.
	 * @param limit most requests in any window, positive
	 */
	public void changeLimit(int limit) {
		int before = limit();
		limiter().changeLimitForPeriod(limit);
		logger.info("Limit of quota {} is changed from {} to {} per {} ms", quota().id(), before, limit,
				limiter().getRateLimiterConfig().getLimitRefreshPeriod().toMillis());
		this.line.wake();
	}

	/** Go on as if the server had refused nothing so far. What an operator did stays. */
	void forgetRefusals() {
		this.line.pauses.reset(this.line.now());
		this.line.permits.forgetRefusals();
		this.line.wake();
	}

	/** Tell the operator of a pause that the server asked for, if there is one. */
	void logPause(@Nullable Duration pause) {
		if (pause != null) {
			this.log.log((more) -> logger.warn("Customer.io pauses quota {} for {} ms ({}), {} calls wait{}",
					quota().id(), pause.toMillis(), pauseReason(), waiting(), more));
		}
	}

	/** Tell the operator what became of the limit, if there is something to tell. */
	void logLimit(@Nullable String news) {
		if (news != null) {
			logger.warn("Limit of quota {} is {} per {} ms", quota().id(), news,
					limiter().getRateLimiterConfig().getLimitRefreshPeriod().toMillis());
		}
	}

	/** Say why a call was refused, with what an operator needs to know. */
	String explain(Reason reason, long waitedNanos) {
		return switch (reason) {
			case LINE_FULL -> "the line is full, " + this;
			case WAIT_TOO_LONG ->
				"the wait is too long, it took " + TimeUnit.NANOSECONDS.toMillis(waitedNanos) + " ms so far, " + this;
			default -> "the application shuts down";
		};
	}

	@Override
	public String toString() {
		String pause = pauseReason();
		Sharing sharing = sharing();
		return waiting() + " calls wait with " + this.line.calls.bytes() + " bytes, " + inFlight()
				+ " are under way, the limit is " + effectiveLimit() + " of " + limit()
				+ (isPaused() ? ", an operator paused the quota" : "")
				+ ((pause != null) ? ", the quota pauses for " + pauseRemaining().toMillis() + " ms (" + pause + ")"
						: "")
				+ ((sharing != null && sharing.state() != Sharing.State.SHARED)
						? ", Redis gives no permits (" + sharing.state().name().toLowerCase(Locale.ROOT) + ")" : "")
				+ "; 'customerio.rate-limit." + quota().id() + "' has " + this.line.admission;
	}

}
