package io.github.customeriospring.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * The faults to come: scripted ones first, in the order they were added, then random
 * ones.
 * <p>
 * A fault is used up by the request that shows it. One that comes behind the limit is
 * therefore not spent on a request which the limit refuses.
 *
 * @since 0.1.0
 */
public final class Faults {

	// guards all that follows, except for reading 'empty'
	private final Object lock = new Object();

	private final Deque<Fault> scripted = new ArrayDeque<>();

	private final Map<SimulatedQuota, Deque<Fault>> scriptedByQuota = new EnumMap<>(SimulatedQuota.class);

	private final List<RandomFault> random = new ArrayList<>();

	private volatile boolean empty = true;

	Faults() {
	}

	/**
	 * Let the next requests fail, whatever their quota.
	 * @param requests how many requests, not negative
	 * @param fault what happens to them
	 * @return this
	 */
	public Faults next(int requests, Fault fault) {
		return script(this.scripted, requests, fault);
	}

	/**
	 * Let the next requests of one quota fail. These faults come before those for any
	 * quota.
	 * @param quota the quota
	 * @param requests how many requests, not negative
	 * @param fault what happens to them
	 * @return this
	 */
	public Faults next(SimulatedQuota quota, int requests, Fault fault) {
		synchronized (this.lock) {
			return script(this.scriptedByQuota.computeIfAbsent(quota, (key) -> new ArrayDeque<>()), requests, fault);
		}
	}

	/**
	 * Let each request fail with a probability, until {@link #clear()}. Several may be
	 * added; the first that strikes wins.
	 * @param probability between 0 and 1
	 * @param fault what happens to a request that is struck
	 * @param seed the seed of the draws
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
	 * Forget all faults that have not happened yet.
	 * @return this
	 */
	public Faults clear() {
		synchronized (this.lock) {
			this.scripted.clear();
			this.scriptedByQuota.clear();
			this.random.clear();
			this.empty = true;
		}
		return this;
	}

	/**
	 * Take the fault for a request.
	 * @param quota the request's quota
	 * @param beforeLimit which side of the limit the request is on
	 * @return the fault, or {@code null} if none strikes on that side
	 */
	@Nullable Fault take(SimulatedQuota quota, boolean beforeLimit) {
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

	private record RandomFault(double probability, Fault fault, Random random) {

		boolean strikes() {
			return this.random.nextDouble() < this.probability;
		}

	}

}
