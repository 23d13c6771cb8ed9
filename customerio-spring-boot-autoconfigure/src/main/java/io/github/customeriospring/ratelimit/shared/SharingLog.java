package io.github.customeriospring.ratelimit.shared;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.SparseLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Tells the operator what happens to a shared limit. Not thread-safe.
 */
final class SharingLog {

	private static final Logger logger = LoggerFactory.getLogger(SharingLog.class);

	/** One refusal lowers the limit by one or two, which is not worth a line. */
	private static final double NOTABLE = 0.95;

	private final Quota quota;

	private final SparseLog limits;

	private boolean outageTold;

	SharingLog(Quota quota, LongSupplier nanoClock) {
		this.quota = quota;
		this.limits = new SparseLog(nanoClock);
	}

	void failed(boolean notable, Throwable ex, String consequence) {
		if (notable && !this.outageTold) {
			this.outageTold = true;
			String why = (ex instanceof TimeoutException) ? "not in time"
					: NestedExceptionUtils.getMostSpecificCause(ex).getMessage();
			logger.warn("Redis does not answer ({}), so no permits of quota {} come. {}", why, this.quota.id(),
					consequence);
		}
	}

	void answered(long failedNanos, int instances) {
		if (this.outageTold) {
			this.outageTold = false;
			logger.warn("Redis answers again after {} ms, {} instances share quota {}",
					TimeUnit.NANOSECONDS.toMillis(failedNanos), instances, this.quota.id());
		}
	}

	void smallerLimit(int theirs, int ours) {
		logger.warn("Another instance has set the limit of quota {} to {}, which is used instead of {}",
				this.quota.id(), theirs, ours);
	}

	void limit(int before, int limit, int configured) {
		if (Math.min(limit, before) < NOTABLE * Math.max(limit, before)) {
			this.limits.log((more) -> logger.warn("Limit of quota {} is {} of {} for all instances{}", this.quota.id(),
					limit, configured, more));
		}
	}

}
