package io.github.customeriospring.retry;

import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Bounds how much retries add to the load of a server that fails most calls: a retry
 * costs tokens, an accepted call gives some back. When there are none, calls fail after
 * their first attempt, which goes on. The figures are those of the AWS SDK's standard
 * retry: 500 tokens, 5 for a retry, 1 for a call that needed none.
 *
 * @since 0.1.0
 */
public final class RetryBudget {

	/** What one retry costs, and an accepted one gives back. */
	public static final int RETRY_COST = 5;

	private static final Logger logger = LoggerFactory.getLogger(RetryBudget.class);

	private final int capacity;

	/** Guarded by this. */
	private int tokens;

	private final LongAdder denied = new LongAdder();

	private final LongAdder unsafe = new LongAdder();

	/** Whether the operator was told that the budget is used up, guarded by this. */
	private boolean told;

	/**
	 * Create a full budget.
	 * @param capacity most tokens, zero for no bound
	 */
	public RetryBudget(int capacity) {
		Assert.isTrue(capacity >= 0, () -> "'capacity' must not be negative, was " + capacity);
		this.capacity = capacity;
		this.tokens = capacity;
	}

	/**
	 * Take the tokens of a retry.
	 * @return whether there were enough
	 */
	public boolean tryRetry() {
		boolean tell;
		synchronized (this) {
			if (this.capacity == 0 || this.tokens >= RETRY_COST) {
				this.tokens = Math.max(0, this.tokens - RETRY_COST);
				return true;
			}
			tell = !this.told;
			this.told = true;
		}
		this.denied.increment();
		if (tell) {
			logger.warn("Most calls to Customer.io fail: they are not retried until some are accepted again");
		}
		return false;
	}

	/**
	 * Give tokens back for an accepted call.
	 * @param attempt which attempt was accepted, from 1
	 */
	public void accepted(int attempt) {
		boolean tell;
		synchronized (this) {
			this.tokens = Math.min(this.capacity, this.tokens + ((attempt > 1) ? RETRY_COST : 1));
			tell = this.told && this.tokens > this.capacity / 2;
			this.told &= !tell;
		}
		if (tell) {
			logger.info("Calls to Customer.io are retried again");
		}
	}

	/**
	 * Count a call that is not repeated because it may have taken effect.
	 */
	void unsafe() {
		this.unsafe.increment();
	}

	/**
	 * Return how many retries were denied for want of tokens.
	 * @return the count since the start
	 */
	public long denied() {
		return this.denied.sum();
	}

	/**
	 * Return how many calls were not repeated because they may have taken effect and must
	 * not take it twice.
	 * @return the count since the start
	 */
	public long deniedAsUnsafe() {
		return this.unsafe.sum();
	}

	/**
	 * Return how many tokens are left.
	 * @return the tokens, at most the capacity
	 */
	public synchronized int tokens() {
		return this.tokens;
	}

}
