package io.github.customeriospring.ratelimit.shared;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.SparseLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator what happens to the shared limits of all quotas: they have one
 * Redis, and one line in the log is enough. Thread-safe.
 */
final class SharingLog {

	private static final Logger logger = LoggerFactory.getLogger(SharingLog.class);

	/** One refusal lowers the limit by one or two, which is not worth a line. */
	private static final double NOTABLE = 0.95;

	/** Messages may begin with names. */
	private static final int MAX_TOLD = 10;

	private final SparseLog limits;

	private final SparseLog losses;

	private final Set<Quota> failing = EnumSet.noneOf(Quota.class);

	/** The failures since Redis answered, by their first words. */
	private final Set<String> told = new HashSet<>();

	SharingLog(LongSupplier nanoClock) {
		this.limits = new SparseLog(nanoClock);
		this.losses = new SparseLog(nanoClock);
	}

	/**
	 * A quota gets no permits. Each kind of failure is told once until Redis answers
	 * again: that nothing is heard, or a code of Redis.
	 */
	synchronized void failed(Quota quota, String why, String consequence) {
		this.failing.add(quota);
		String kind = why.split("[ :]", 2)[0];
		if (this.told.size() < MAX_TOLD && this.told.add(kind)) {
			logger.warn("Redis gives no permits, seen first at quota {} ({}). {}", quota.id(), why, consequence);
		}
	}

	/**
	 * A quota got an answer.
	 * @param quota the quota
	 * @param failedNanos for how long there was none
	 * @param before the last answer, if there was one
	 * @param reply the answer
	 * @param configured the limit that is set here
	 */
	synchronized void answered(Quota quota, long failedNanos, @Nullable LeaseReply before, LeaseReply reply,
			int configured) {
		if (this.failing.remove(quota) && this.failing.isEmpty()) {
			this.told.clear();
			logger.warn("Redis answers again after {} ms, instances that share quota {}: {}",
					TimeUnit.NANOSECONDS.toMillis(failedNanos), quota.id(), reply.instances());
		}
		if (before != null && before.epoch() != reply.epoch()) {
			this.losses.log((more) -> logger.warn(
					"Redis has lost its keys of quota {}, so nothing is sent for {} ms: it was restarted without data,"
							+ " flushed, or evicts keys, which it must not{}",
					quota.id(), TimeUnit.MICROSECONDS.toMillis(reply.learning()), more));
		}
		if ((before == null || before.configured() != reply.configured()) && reply.configured() < configured) {
			logger.warn("Another instance has set the limit of quota {} to {}, which is used instead of {}", quota.id(),
					reply.configured(), configured);
		}
		else {
			limit(quota, Math.min((before != null) ? before.limit() : configured, configured),
					Math.min(reply.limit(), configured), reply.configured());
		}
	}

	private void limit(Quota quota, int before, int limit, int configured) {
		if (Math.min(limit, before) < NOTABLE * Math.max(limit, before)) {
			this.limits.log((more) -> logger.warn("Limit of quota {} is {} of {} for all instances{}", quota.id(),
					limit, configured, more));
		}
	}

}
