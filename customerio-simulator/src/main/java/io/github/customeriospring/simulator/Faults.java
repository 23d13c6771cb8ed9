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
 * The faults to come: while an {@link Outage} lasts, it strikes first; then the scripted
 * ones in the order they were added, then the random ones.
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

	private final List<Standing> outages = new CopyOnWriteArrayList<>();

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
	 * Let every request fail until the outage is closed, or until {@link #clear()}.
	 * @param fault what happens to each of them
	 * @return the outage, to be closed
	 */
	public Outage outage(Fault fault) {
		return outage(new Standing(fault, null, null));
	}

	/**
	 * Let every request of one quota fail until the outage is closed, or until
	 * {@link #clear()}.
	 * @param quota the quota
	 * @param fault what happens to each of them
	 * @return the outage, to be closed
	 */
	public Outage outage(SimulatedQuota quota, Fault fault) {
		return outage(new Standing(fault, quota, null));
	}

	/**
	 * Let the requests fail that a condition covers, for example a path, or a body that
	 * contains one operation, until the outage is closed, or until {@link #clear()}.
	 * @param condition called when a request arrives, on a thread of the simulator, so it
	 * must not block; the request has the status 0
	 * @param fault what happens to each of them
	 * @return the outage, to be closed
	 */
	public Outage outage(Predicate<RecordedRequest> condition, Fault fault) {
		return outage(new Standing(fault, null, condition));
	}

	private Outage outage(Standing standing) {
		this.outages.add(standing);
		return new Outage("outage: " + standing.fault, () -> this.outages.remove(standing));
	}

	/**
	 * Forget all faults that have not happened yet, and end all outages.
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
	 * Take the fault for a request.
	 * @param quota the request's quota
	 * @param beforeLimit which side of the limit the request is on
	 * @param request describes the request to whoever asks
	 * @return the fault, or {@code null} if none strikes on that side
	 */
	@Nullable Fault take(SimulatedQuota quota, boolean beforeLimit, Supplier<RecordedRequest> request) {
		// conditions are code of the tests: no lock is held while they are asked
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
	 * An outage; two that look alike end apart, so it is no record.
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
