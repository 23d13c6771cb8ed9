package io.github.customeriospring.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.outcome.CallOutcomes;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells whether messages flow, from what the client knows already: it calls nobody.
 * {@link #DEGRADED} while credentials are refused, calls get no answer, a quota or the
 * queue is paused, or one of their lines is over 80 % full; else {@code UP}. It is never
 * {@code DOWN}: that would take an application out of service because of a third party.
 */
final class CustomerIoHealthIndicator extends AbstractHealthIndicator {

	/**
	 * Messages wait. Boot answers it with HTTP 200 and leaves it out of the health of the
	 * whole application unless {@code management.endpoint.health.status.order} names it:
	 * an instance that waits for Customer.io need not be restarted.
	 */
	public static final Status DEGRADED = new Status("DEGRADED");

	private static final double ALMOST_FULL = 0.8;

	/** A few calls can fail on their own. */
	private static final int UNANSWERED = 5;

	private final WaitingLines lines;

	private final CustomerIoQueue queue;

	private final RefusedCredentials refused;

	private final CallOutcomes outcomes;

	/**
	 * Create an indicator.
	 * @param lines the lines of the quotas
	 * @param queue the queue
	 * @param refused listens to the lines
	 * @param outcomes what became of calls
	 */
	CustomerIoHealthIndicator(WaitingLines lines, CustomerIoQueue queue, RefusedCredentials refused,
			CallOutcomes outcomes) {
		super("The health of Customer.io could not be told");
		this.lines = lines;
		this.queue = queue;
		this.refused = refused;
		this.outcomes = outcomes;
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
		}
		QueueStats stats = this.queue.stats();
		check(problems, "queue", stats.paused(), this.queue.fillLevel());
		if (stats.hold() != null) {
			add(problems, "holding", "queue");
		}
		this.refused.apis().forEach((api) -> add(problems, "credentialsRefused", api));
		builder.status(problems.isEmpty() ? Status.UP : DEGRADED);
		problems.forEach(builder::withDetail);
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
