package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.workspace.SegmentStore;

/**
 * What a test sets up that no call can: resources which real workspaces get in the user
 * interface, and how exports and broadcasts behave.
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
	 * Add a resource, or replace the one with this id. As soon as there is a
	 * {@link SimulatedResource#BROADCAST}, no other broadcasts can be triggered; until
	 * then all can.
	 * @param resource the kind of resource
	 * @param id the id, positive
	 * @param fields the other fields as the App API tells them, for example {@code name}
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
	 * Create a manual segment, as people must not be added to one that does not exist.
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
	 * @param series the number in each period by name, for example {@code sent}
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
	 * @param href where the link leads
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
	 * Let a broadcast's trigger have errors.
	 * @param trigger the trigger's id; triggers are counted from 1
	 * @param errors the errors, each as "line 3: what is wrong"
	 * @return this
	 */
	public Fixtures triggerErrors(int trigger, List<String> errors) {
		this.store.triggerErrors(trigger, List.copyOf(errors));
		return this;
	}

	/**
	 * Let triggered broadcasts be processed one after the other, each in this time. While
	 * five wait or are processed, a trigger gets 429.
	 * @param processing not negative, by default zero
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
	 * Let the exports to come be pending for a while.
	 * @param polls how often somebody who asks for an export's state is told that it is
	 * pending, not negative, by default 1
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
	 * Let the exports to come fail.
	 * @return this
	 */
	public Fixtures failExports() {
		this.store.failExports();
		return this;
	}

	/**
	 * Let the exports to come contain this in place of people or deliveries.
	 * @param csv what is downloaded
	 * @return this
	 */
	public Fixtures exportContent(String csv) {
		this.store.exportContent(csv);
		return this;
	}

	/**
	 * Forget everything that was set up.
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
