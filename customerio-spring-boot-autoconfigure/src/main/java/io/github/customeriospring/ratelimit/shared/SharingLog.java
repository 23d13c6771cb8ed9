package io.github.customeriospring.ratelimit.shared;

import java.util.HashSet;
import java.util.Set;
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

	/** Messages may begin with names. */
	private static final int MAX_TOLD = 10;

	private final Quota quota;

	private final SparseLog limits;

	private final SparseLog losses;

	/** The failures since Redis answered, by their first words. */
	private final Set<String> told = new HashSet<>();

	private long epoch;

	SharingLog(Quota quota, LongSupplier nanoClock) {
		this.quota = quota;
		this.limits = new SparseLog(nanoClock);
		this.losses = new SparseLog(nanoClock);
	}

	/** Each kind of failure is told once until Redis answers again. */
	void failed(boolean notable, Throwable ex, String consequence) {
		String why = (ex instanceof TimeoutException) ? "no answer in time"
				: String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
		if (notable && this.told.size() < MAX_TOLD && this.told.add(why.split("[ :]", 2)[0])) {
			logger.warn("Redis gives no permits of quota {} ({}). {}", this.quota.id(), why, consequence);
		}
	}

	void answered(long failedNanos, LeaseReply reply) {
		if (!this.told.isEmpty()) {
			this.told.clear();
			logger.warn("Redis answers again after {} ms, {} instances share quota {}",
					TimeUnit.NANOSECONDS.toMillis(failedNanos), reply.instances(), this.quota.id());
		}
		if (this.epoch != 0 && this.epoch != reply.epoch()) {
			this.losses.log((more) -> logger.warn(
					"Redis has lost its keys of quota {}, so nothing is sent for {} ms. It must not evict keys{}",
					this.quota.id(), TimeUnit.MICROSECONDS.toMillis(reply.learning()), more));
		}
		this.epoch = reply.epoch();
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
