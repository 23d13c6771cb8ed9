package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.workspace.SegmentStore;

/**
 * Test data that cannot be created through the API: resources that real workspaces create
 * in the user interface, and the behaviour of exports and broadcasts.
 *
 * @since 0.1.0
 */
public final class Fixtures {

	private final FixtureStore store = new FixtureStore();

	private final SegmentStore segments;

	Fixtures(SegmentStore segments) {
		this.segments = segments;
	}

	/**
	 * Add a resource, or replace the one with the same id. Once a
	 * {@link SimulatedResource#BROADCAST} has been added, only added broadcasts can be
	 * triggered. Until then, any broadcast can.
	 * @param resource the kind of resource
	 * @param id the id, positive
	 * @param fields the other fields that the App API returns, for example {@code name}
	 * @return this
	 */
	public Fixtures add(SimulatedResource resource, int id, Map<String, ?> fields) {
		if (id < 1) {
			throw new IllegalArgumentException("'id' must be positive, was " + id);
		}
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("id", id);
		all.putAll(fields);
		this.store.add(resource, id, all);
		return this;
	}

	/**
	 * Create a manual segment. People can only be added to a segment that exists.
	 * @param id the id, positive
	 * @param name the name
	 * @return this
	 */
	public Fixtures segment(int id, String name) {
		if (id < 1) {
			throw new IllegalArgumentException("'id' must be positive, was " + id);
		}
		this.segments.obtain(id, name);
		return this;
	}

	/**
	 * Set the metrics of a resource.
	 * @param resource the kind of resource
	 * @param id the resource's id
	 * @param series the count in each period by name, for example {@code sent}
	 * @return this
	 */
	public Fixtures metrics(SimulatedResource resource, int id, Map<String, List<Integer>> series) {
		this.store.metrics(resource, id, Map.copyOf(series));
		return this;
	}

	/**
	 * Add a link to the metrics of a resource.
	 * @param resource the kind of resource
	 * @param id the resource's id
	 * @param href the URL of the link
	 * @param clicked the number of clicks in each period
	 * @return this
	 */
	public Fixtures link(SimulatedResource resource, int id, String href, List<Integer> clicked) {
		this.store.link(resource, id, href, List.copyOf(clicked));
		return this;
	}

	/**
	 * Add a subscription topic. People are subscribed to it unless their attribute
	 * {@code cio_subscription_preferences} says otherwise.
	 * @param id the id
	 * @param name the name
	 * @return this
	 */
	public Fixtures topic(int id, String name) {
		this.store.topic(Map.of("id", id, "identifier", "topic_" + id, "name", name, "description", ""));
		return this;
	}

	/**
	 * Set the errors of a broadcast's trigger.
	 * @param trigger the trigger's id; ids start at 1
	 * @param errors the errors, each as "line 3: what is wrong"
	 * @return this
	 */
	public Fixtures triggerErrors(int trigger, List<String> errors) {
		this.store.triggerErrors(trigger, List.copyOf(errors));
		return this;
	}

	/**
	 * Set how long each broadcast is processed, one after the other. While five
	 * broadcasts are waiting or being processed, a further trigger is refused with 429.
	 * @param processing the processing time, not negative, by default zero
	 * @return this
	 */
	public Fixtures broadcastProcessing(Duration processing) {
		if (processing.isNegative()) {
			throw new IllegalArgumentException("'processing' must not be negative, was " + processing);
		}
		this.store.broadcastProcessing(processing);
		return this;
	}

	/**
	 * Set for how long future exports are pending.
	 * @param polls the number of requests that see the export as pending, not negative,
	 * by default 1
	 * @return this
	 */
	public Fixtures exportPolls(int polls) {
		if (polls < 0) {
			throw new IllegalArgumentException("'polls' must not be negative, was " + polls);
		}
		this.store.exportPolls(polls);
		return this;
	}

	/**
	 * Make future exports fail.
	 * @return this
	 */
	public Fixtures failExports() {
		this.store.failExports();
		return this;
	}

	/**
	 * Set the content of future exports, in place of people or deliveries.
	 * @param csv the content of the file
	 * @return this
	 */
	public Fixtures exportContent(String csv) {
		this.store.exportContent(csv);
		return this;
	}

	/**
	 * Remove everything that was set up.
	 * @return this
	 */
	public Fixtures clear() {
		this.store.clear();
		return this;
	}

	FixtureStore store() {
		return this.store;
	}

}
