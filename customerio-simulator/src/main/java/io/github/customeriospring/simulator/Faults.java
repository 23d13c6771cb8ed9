package io.github.customeriospring.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The scripted faults of a simulator. An {@link Outage} takes precedence while it lasts.
 * Then come the faults for the next requests, in the order in which they were added, and
 * then the random ones.
 * <p>
 * A fault is used up by the request that it strikes. So a fault after the rate limit is
 * not used up by a request that the limit refuses.
 *
 * @since 0.1.0
 */
public final class Faults {

	// guards all following fields, except for reads of 'empty'
	private final Object lock = new Object();

	private final Deque<Fault> scripted = new ArrayDeque<>();

	private final Map<SimulatedQuota, Deque<Fault>> scriptedByQuota = new EnumMap<>(SimulatedQuota.class);

	private final List<RandomFault> random = new ArrayList<>();

	private volatile boolean empty = true;

	private final List<Standing> outages = new CopyOnWriteArrayList<>();

	Faults() {
	}

	/**
	 * Make the next requests fail, whatever their quota.
	 * @param requests the number of requests, not negative
	 * @param fault the fault
	 * @return this
	 */
	public Faults next(int requests, Fault fault) {
		return script(this.scripted, requests, fault);
	}

	/**
	 * Make the next requests of one quota fail. These faults take precedence over those
	 * for any quota.
	 * @param quota the quota
	 * @param requests the number of requests, not negative
	 * @param fault the fault
	 * @return this
	 */
	public Faults next(SimulatedQuota quota, int requests, Fault fault) {
		synchronized (this.lock) {
			return script(this.scriptedByQuota.computeIfAbsent(quota, (key) -> new ArrayDeque<>()), requests, fault);
		}
	}

	/**
	 * Make each request fail with a probability, until {@link #clear()}. Several such
	 * faults can be added. The first one that strikes wins.
	 * @param probability between 0 and 1
	 * @param fault the fault
	 * @param seed the random seed
	 * @return this
	 */
	public Faults random(double probability, Fault fault, long seed) {
		if (!(probability >= 0 && probability <= 1)) {
			throw new IllegalArgumentException("'probability' must be between 0 and 1, was " + probability);
		}
		synchronized (this.lock) {
			this.random.add(new RandomFault(probability, fault, new Random(seed)));
			this.empty = false;
		}
		return this;
	}

	/**
	 * Make every request fail until the outage is closed, or until {@link #clear()}.
	 * @param fault the fault
	 * @return the outage, which the caller must close
	 */
	public Outage outage(Fault fault) {
		return outage(new Standing(fault, null, null));
	}

	/**
	 * Make every request of one quota fail until the outage is closed, or until
	 * {@link #clear()}.
	 * @param quota the quota
	 * @param fault the fault
	 * @return the outage, which the caller must close
	 */
	public Outage outage(SimulatedQuota quota, Fault fault) {
		return outage(new Standing(fault, quota, null));
	}

	/**
	 * Make the requests that match a condition fail, such as those with a certain path or
	 * with a certain operation in their body. The outage lasts until it is closed, or
	 * until {@link #clear()}.
	 * @param condition the condition. It is called on a thread of the simulator when a
	 * request arrives, so it must not block. The request has the status 0
	 * @param fault the fault
	 * @return the outage, which the caller must close
	 */
	public Outage outage(Predicate<RecordedRequest> condition, Fault fault) {
		return outage(new Standing(fault, null, condition));
	}

	private Outage outage(Standing standing) {
		this.outages.add(standing);
		return new Outage("outage: " + standing.fault, () -> this.outages.remove(standing));
	}

	/**
	 * Remove all remaining faults and end all outages.
	 * @return this
	 */
	public Faults clear() {
		synchronized (this.lock) {
			this.scripted.clear();
			this.scriptedByQuota.clear();
			this.random.clear();
			this.empty = true;
		}
		this.outages.clear();
		return this;
	}

	/**
	 * Take the next fault for a request.
	 * @param quota the request's quota
	 * @param beforeLimit whether the request has not yet passed the rate limit
	 * @param request supplies a description of the request for conditions
	 * @return the fault, or {@code null} if none strikes at this point
	 */
	@Nullable Fault take(SimulatedQuota quota, boolean beforeLimit, Supplier<RecordedRequest> request) {
		// conditions are code of the tests, so they are called without holding the lock
		for (Standing outage : this.outages) {
			if (outage.fault.kind().isBeforeLimit() == beforeLimit && outage.covers(quota, request)) {
				return outage.fault;
			}
		}
		if (this.empty) {
			return null;
		}
		synchronized (this.lock) {
			Deque<Fault> own = this.scriptedByQuota.get(quota);
			Deque<Fault> script = (own != null && !own.isEmpty()) ? own : this.scripted;
			Fault next = script.peek();
			if (next != null) {
				return (next.kind().isBeforeLimit() == beforeLimit) ? script.poll() : null;
			}
			for (RandomFault candidate : this.random) {
				if (candidate.fault.kind().isBeforeLimit() == beforeLimit && candidate.strikes()) {
					return candidate.fault;
				}
			}
			return null;
		}
	}

	private Faults script(Deque<Fault> script, int requests, Fault fault) {
		if (requests < 0) {
			throw new IllegalArgumentException("'requests' must not be negative, was " + requests);
		}
		synchronized (this.lock) {
			for (int i = 0; i < requests; i++) {
				script.add(fault);
			}
			this.empty = false;
		}
		return this;
	}

	/**
	 * An outage. Not a record, because two outages with the same values must end
	 * separately.
	 */
	private static final class Standing {

		private final Fault fault;

		private final @Nullable SimulatedQuota quota;

		private final @Nullable Predicate<RecordedRequest> condition;

		Standing(Fault fault, @Nullable SimulatedQuota quota, @Nullable Predicate<RecordedRequest> condition) {
			this.fault = fault;
			this.quota = quota;
			this.condition = condition;
		}

		boolean covers(SimulatedQuota quota, Supplier<RecordedRequest> request) {
			return (this.quota == null || this.quota == quota)
					&& (this.condition == null || this.condition.test(request.get()));
		}

	}

	private record RandomFault(double probability, Fault fault, Random random) {

		boolean strikes() {
			return this.random.nextDouble() < this.probability;
		}

	}

}
