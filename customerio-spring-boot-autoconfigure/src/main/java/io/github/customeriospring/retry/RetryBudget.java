package io.github.customeriospring.retry;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Limits how much retries add to the load of a server that fails most calls. A retry
 * costs tokens, and an accepted call returns some. Without tokens, calls still get their
 * first attempt, but no retry. The numbers are those of the standard retry mode of the
 * AWS SDK: 500 tokens, 5 for a retry, 1 for a call that needed none. Each quota has its
 * own tokens, so that one failing API does not affect calls to the other.
 */
final class RetryBudget {

	/** The tokens that a retry costs, and that an accepted retry returns. */
	static final int RETRY_COST = 5;

	private static final Logger logger = LoggerFactory.getLogger(RetryBudget.class);

	private final int capacity;

	private final Map<Quota, Tokens> tokens = new EnumMap<>(Quota.class);

	/** Creates a full budget, at least for one retry, or zero for no limit. */
	RetryBudget(int capacity) {
		Assert.isTrue(capacity == 0 || capacity >= RETRY_COST,
				() -> "'capacity' must be 0 or at least " + RETRY_COST + ", was " + capacity);
		this.capacity = capacity;
		for (Quota quota : Quota.values()) {
			this.tokens.put(quota, new Tokens(quota));
		}
	}

	boolean tryRetry(Quota quota) {
		return of(quota).tryRetry();
	}

	void accepted(CustomerIoRequest request) {
		of(request.quota()).accepted((request.attempt() > 1) ? RETRY_COST : 1);
	}

	/** Counts a call that is not retried because it may have taken effect. */
	void unsafe(Quota quota) {
		of(quota).unsafe.increment();
	}

	/** How many retries were denied because there were no tokens left. */
	long denied(Quota quota) {
		return of(quota).denied.sum();
	}

	/**
	 * How many calls were not retried because they may have taken effect already and must
	 * not take effect twice.
	 */
	long deniedAsUnsafe(Quota quota) {
		return of(quota).unsafe.sum();
	}

	int tokens(Quota quota) {
		Tokens tokens = of(quota);
		synchronized (tokens) {
			return tokens.left;
		}
	}

	@SuppressWarnings("NullAway") // the map has tokens for every quota
	private Tokens of(Quota quota) {
		return this.tokens.get(quota);
	}

	private final class Tokens {

		private final Quota quota;

		private final LongAdder denied = new LongAdder();

		private final LongAdder unsafe = new LongAdder();

		/** Guarded by this. */
		private int left;

		/** Whether the log says that the budget is used up. Guarded by this. */
		private boolean told;

		Tokens(Quota quota) {
			this.quota = quota;
			this.left = RetryBudget.this.capacity;
		}

		boolean tryRetry() {
			boolean tell;
			synchronized (this) {
				if (RetryBudget.this.capacity == 0 || this.left >= RETRY_COST) {
					this.left = Math.max(0, this.left - RETRY_COST);
					return true;
				}
				tell = !this.told;
				this.told = true;
			}
			this.denied.increment();
			if (tell) {
				logger.warn("Most calls of quota {} fail: calls are not retried until some succeed again",
						this.quota.id());
			}
			return false;
		}

		void accepted(int back) {
			boolean tell;
			synchronized (this) {
				this.left = Math.min(RetryBudget.this.capacity, this.left + back);
				tell = this.told && this.left > RetryBudget.this.capacity / 2;
				this.told &= !tell;
			}
			if (tell) {
				logger.info("Calls of quota {} are retried again", this.quota.id());
			}
		}

	}

}
