package io.github.customeriospring.sample.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.Quota;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.SlidingWindowRateLimiter;
import io.github.customeriospring.ratelimit.WaitingLine;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Reads the client's state and meters.
 */
final class ClientView {

	private final WaitingLines lines;

	private final CustomerIoQueue queue;

	private final MeterRegistry meters;

	private final @Nullable Simulation simulation;

	ClientView(WaitingLines lines, CustomerIoQueue queue, MeterRegistry meters, @Nullable Simulation simulation) {
		this.lines = lines;
		this.queue = queue;
		this.meters = meters;
		this.simulation = simulation;
	}

	Snapshot now(long nanos, Rates rates) {
		Map<String, Snapshot.Line> quotas = new LinkedHashMap<>();
		for (WaitingLine line : this.lines) {
			quotas.put(line.quota().id(), line(line, rates.accepted(line.quota())));
		}
		DistributionSummary batches = this.meters.get("customerio.batch.size").summary();
		double retries = this.meters.find("customerio.retries").counters().stream().mapToDouble(Counter::count).sum();
		return new Snapshot(TimeUnit.NANOSECONDS.toMillis(nanos), quotas, this.queue.stats(), batches.count(),
				(long) batches.totalAmount(), (long) retries,
				(this.simulation != null) ? this.simulation.now(rates.fixedWindow()) : null);
	}

	private Snapshot.Line line(WaitingLine line, double perSecond) {
		RateLimiterConfig config = line.limiter().getRateLimiterConfig();
		return new Snapshot.Line(config.getLimitForPeriod(), config.getLimitRefreshPeriod().toMillis(),
				effectiveLimit(line), line.waiting(), line.inFlight(), false, line.pauseRemaining().toMillis(),
				perSecond, accepted(line.quota()), throttled(line.quota()));
	}

	private static int effectiveLimit(WaitingLine line) {
		return (line.limiter() instanceof SlidingWindowRateLimiter own) ? own.getEffectiveLimit()
				: line.limiter().getRateLimiterConfig().getLimitForPeriod();
	}

	/** What the simulator accepted, else what was answered with something but 429. */
	long accepted(Quota quota) {
		if (this.simulation != null) {
			return this.simulation.accepted(quota);
		}
		long permits = this.meters.get("customerio.permit.wait").tag("quota", quota.id()).timer().count();
		return permits - this.lines.line(quota).inFlight() - throttled(quota);
	}

	long acceptedOfFixedWindow() {
		return (this.simulation != null) ? this.simulation.acceptedOfFixedWindow() : 0;
	}

	private long throttled(Quota quota) {
		return (long) this.meters.get("customerio.throttled").tag("quota", quota.id()).counter().count();
	}

}
