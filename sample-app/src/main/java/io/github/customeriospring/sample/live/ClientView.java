package io.github.customeriospring.sample.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.Quota;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.QuotaControl;
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
		for (QuotaControl line : this.lines) {
			quotas.put(line.quota().id(), line(line, rates));
		}
		DistributionSummary batches = this.meters.get("customerio.batch.size").summary();
		double retries = this.meters.find("customerio.retries").counters().stream().mapToDouble(Counter::count).sum();
		return new Snapshot(TimeUnit.NANOSECONDS.toMillis(nanos), quotas, this.queue.stats(), batches.count(),
				(long) batches.totalAmount(), (long) retries,
				(this.simulation != null) ? this.simulation.now(rates.fixedWindow()) : null);
	}

	private Snapshot.Line line(QuotaControl line, Rates rates) {
		Quota quota = line.quota();
		RateLimiterConfig config = line.limiter().getRateLimiterConfig();
		return new Snapshot.Line(config.getLimitForPeriod(), config.getLimitRefreshPeriod().toMillis(),
				line.effectiveLimit(), line.waiting(), rates.takeMostInFlight(quota), line.isPaused(),
				line.pauseRemaining().toMillis(), rates.accepted(quota), accepted(quota), throttled(quota),
				line.sharing());
	}

	/** Requests that Customer.io accepted; a batch is one. */
	long accepted(Quota quota) {
		return (long) this.meters.find("customerio.answers")
			.tag("quota", quota.id())
			.tag("status", (status) -> status.startsWith("2"))
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	int inFlight(Quota quota) {
		return this.lines.line(quota).inFlight();
	}

	long acceptedOfFixedWindow() {
		return (this.simulation != null) ? this.simulation.acceptedOfFixedWindow() : 0;
	}

	private long throttled(Quota quota) {
		return (long) this.meters.get("customerio.throttled").tag("quota", quota.id()).counter().count();
	}

}
