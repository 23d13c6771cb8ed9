package io.github.customeriospring.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.ratelimit.window.Sharing;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports whether messages flow, based on what the client already knows. It sends no
 * request. The status is {@link #DEGRADED} while credentials are refused, calls get no
 * response, a quota or the queue is paused, the queue holds, or a line or the queue is
 * over 80 % full. Otherwise it is {@code UP}. It is never {@code DOWN}: a third party
 * must not take the application out of service.
 */
final class CustomerIoHealthIndicator extends AbstractHealthIndicator {

	/**
	 * Messages have to wait. Spring Boot maps this status to HTTP 200. It does not affect
	 * the health of the whole application unless
	 * {@code management.endpoint.health.status.order} includes it, because an instance
	 * that waits for Customer.io need not be restarted.
	 */
	public static final Status DEGRADED = new Status("DEGRADED");

	private static final double ALMOST_FULL = 0.8;

	/** Calls in a row without a response. Fewer may be a coincidence. */
	private static final int UNANSWERED = 5;

	private final WaitingLines lines;

	private final CustomerIoQueue queue;

	private final RefusedCredentials refused;

	private final CallOutcomes outcomes;

	private final CustomerIoMode mode;

	CustomerIoHealthIndicator(WaitingLines lines, CustomerIoQueue queue, RefusedCredentials refused,
			CallOutcomes outcomes, CustomerIoMode mode) {
		super("The health of the Customer.io client could not be determined");
		this.lines = lines;
		this.queue = queue;
		this.refused = refused;
		this.outcomes = outcomes;
		this.mode = mode;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Map<String, List<String>> problems = new LinkedHashMap<>();
		for (QuotaControl line : this.lines) {
			check(problems, line.quota().id(), line.isPaused(), line.fillLevel());
			if (this.outcomes.of(line.quota()).unansweredInARow() >= UNANSWERED) {
				add(problems, "unanswered", line.quota().id());
			}
			if (!line.pauseRemaining().isZero()) {
				add(problems, "pausedByCustomerIo", line.quota().id());
			}
			Sharing sharing = line.sharing();
			if (sharing != null && sharing.failure() != null) {
				add(problems, "withoutRedis", line.quota().id() + ": " + sharing.state().name().toLowerCase(Locale.ROOT)
						+ " (" + sharing.failure() + ")");
			}
			else if (sharing != null && sharing.state() == Sharing.State.LEARNING) {
				add(problems, "withoutRedis", line.quota().id() + ": learning");
			}
		}
		QueueStats stats = this.queue.stats();
		check(problems, "queue", stats.paused(), this.queue.fillLevel());
		if (stats.hold() != null) {
			add(problems, "holding", "queue");
		}
		this.refused.apis().forEach((api) -> add(problems, "credentialsRefused", api));
		builder.status(problems.isEmpty() ? Status.UP : DEGRADED);
		problems.forEach(builder::withDetail);
		if (!this.mode.isLive()) {
			builder.withDetail("mode", this.mode.name().toLowerCase(Locale.ROOT));
		}
	}

	private static void check(Map<String, List<String>> problems, String name, boolean paused, double fillLevel) {
		if (paused) {
			add(problems, "pausedByOperator", name);
		}
		if (fillLevel > ALMOST_FULL) {
			add(problems, "almostFull", name);
		}
	}

	private static void add(Map<String, List<String>> problems, String problem, String name) {
		problems.computeIfAbsent(problem, (key) -> new ArrayList<>()).add(name);
	}

}
