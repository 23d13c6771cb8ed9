package io.github.customeriospring.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.window.Sharing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges of the waiting lines.
 */
final class WaitingLineMetrics implements MeterBinder {

	private final Iterable<QuotaControl> lines;

	WaitingLineMetrics(Iterable<QuotaControl> lines) {
		this.lines = lines;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (QuotaControl line : this.lines) {
			gauge(registry, line, "customerio.permits.available", "Permits that are available immediately",
					(it) -> it.limiter().getMetrics().getAvailablePermissions());
			gauge(registry, line, "customerio.permits.limit", "Maximum number of permits in any window",
					(it) -> it.limiter().getRateLimiterConfig().getLimitForPeriod());
			gauge(registry, line, "customerio.permits.effective",
					"The limit in force, which is lower than the configured one after responses with 429",
					QuotaControl::effectiveLimit);
			gauge(registry, line, "customerio.waiting", "Calls waiting for a permit", QuotaControl::waiting);
			gauge(registry, line, "customerio.waiting.fill", "Share of the line's capacity in use, from 0 to 1",
					QuotaControl::fillLevel);
			gauge(registry, line, "customerio.paused", "1 while the quota is paused by an operator",
					(it) -> it.isPaused() ? 1 : 0);
			gauge(registry, line, "customerio.in.flight", "Calls with a permit but no response yet",
					QuotaControl::inFlight);
			TimeGauge
				.builder("customerio.pause.remaining", line, TimeUnit.MILLISECONDS,
						(it) -> it.pauseRemaining().toMillis())
				.description("How long the quota remains paused because Customer.io asked for it")
				.tag("quota", line.quota().id())
				.register(registry);
			if (line.sharing() != null) {
				bindSharing(registry, line);
			}
		}
	}

	private static void bindSharing(MeterRegistry registry, QuotaControl line) {
		gauge(registry, line, "customerio.shared.instances", "Instances that share the limit",
				(it) -> sharing(it, Sharing::instances));
		gauge(registry, line, "customerio.shared.reached", "1 while Redis answers", (it) -> sharing(it,
				(sharing) -> (sharing.state() == Sharing.State.SHARED || sharing.state() == Sharing.State.LEARNING) ? 1
						: 0));
		calls(registry, line, "answered", Sharing::calls);
		calls(registry, line, "failed", Sharing::failures);
	}

	private static void calls(MeterRegistry registry, QuotaControl line, String outcome,
			ToDoubleFunction<Sharing> value) {
		FunctionCounter.builder("customerio.shared.calls", line, (it) -> sharing(it, value))
			.description("Calls to Redis for permits")
			.tag("quota", line.quota().id())
			.tag("outcome", outcome)
			.register(registry);
	}

	private static double sharing(QuotaControl line, ToDoubleFunction<Sharing> value) {
		Sharing sharing = line.sharing();
		return (sharing != null) ? value.applyAsDouble(sharing) : 0;
	}

	private static void gauge(MeterRegistry registry, QuotaControl line, String name, String description,
			ToDoubleFunction<QuotaControl> value) {
		Gauge.builder(name, line, value).description(description).tag("quota", line.quota().id()).register(registry);
	}

}
