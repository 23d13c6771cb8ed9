package io.github.customeriospring.sample.live;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import reactor.core.scheduler.Scheduler;

/**
 * Starts troubles at simulators, the same at each, and ends them.
 */
final class Troubles {

	private final List<SimulatedCustomerIo> simulators;

	private final NetworkDelay network;

	private final Scheduler scheduler;

	/** Until when, by the scheduler's clock. Guarded by this. */
	private final Map<Trouble, Long> until = new EnumMap<>(Trouble.class);

	/**
	 * Create the troubles.
	 * @param simulators where they happen
	 * @param network the network between troubles
	 * @param scheduler ends them
	 */
	Troubles(List<SimulatedCustomerIo> simulators, NetworkDelay network, Scheduler scheduler) {
		this.simulators = simulators;
		this.network = network;
		this.scheduler = scheduler;
	}

	/**
	 * Start a trouble, or let it go on for its whole duration again.
	 */
	synchronized void start(Trouble trouble) {
		long millis = trouble.duration().toMillis();
		this.until.put(trouble, now() + millis);
		cause();
		this.scheduler.schedule(this::end, millis, TimeUnit.MILLISECONDS);
	}

	private synchronized void end() {
		if (this.until.values().removeIf((until) -> until <= now())) {
			cause();
		}
	}

	private void cause() {
		for (SimulatedCustomerIo simulator : this.simulators) {
			simulator.faults().clear();
			simulator.network(this.network);
			simulator.limit(SimulatedQuota.TRACK, SimulatedQuota.TRACK.defaultRequests(),
					SimulatedQuota.TRACK.defaultWindow());
			this.until.keySet().forEach((trouble) -> trouble.cause(simulator));
		}
	}

	/**
	 * Return how many milliseconds each trouble has left.
	 */
	synchronized Map<Trouble, Long> left() {
		Map<Trouble, Long> left = new EnumMap<>(Trouble.class);
		this.until.forEach((trouble, until) -> left.put(trouble, Math.max(0, until - now())));
		return left;
	}

	private long now() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

}
