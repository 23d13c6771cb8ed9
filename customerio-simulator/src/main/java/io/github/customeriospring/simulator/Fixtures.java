package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a test sets up that no call can: resources which real workspaces get in the user
 * interface, and how exports and broadcasts behave.
 *
 * @since 0.1.0
 */
public final class Fixtures {

	private final Map<SimulatedResource, Map<Integer, Map<String, Object>>> resources = new EnumMap<>(
			SimulatedResource.class);

	private final Map<String, Map<String, List<Integer>>> metrics = new LinkedHashMap<>();

	private final Map<String, List<Object>> links = new LinkedHashMap<>();

	private final List<Map<String, Object>> topics = new ArrayList<>();

	private final Map<Integer, List<String>> triggerErrors = new LinkedHashMap<>();

	private Duration broadcastProcessing = Duration.ZERO;

	private int exportPolls = 1;

	private boolean exportsFail;

	private @Nullable String exportContent;

	Fixtures() {
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
	public synchronized Fixtures add(SimulatedResource resource, int id, Map<String, ?> fields) {
		if (id < 1) {
			throw new IllegalArgumentException("'id' must be positive, was " + id);
		}
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("id", id);
		all.putAll(fields);
		this.resources.computeIfAbsent(resource, (key) -> new TreeMap<>()).put(id, all);
		return this;
	}

	/**
	 * Set the metrics of a resource.
	 * @param resource the kind of resource
	 * @param id the resource's id
	 * @param series the number in each period by name, for example {@code sent}
	 * @return this
	 */
	public synchronized Fixtures metrics(SimulatedResource resource, int id, Map<String, List<Integer>> series) {
		this.metrics.put(resource + "/" + id, Map.copyOf(series));
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
	public synchronized Fixtures link(SimulatedResource resource, int id, String href, List<Integer> clicked) {
		List<Object> known = this.links.computeIfAbsent(resource + "/" + id, (key) -> new ArrayList<>());
		known.add(Map.of("link", Map.of("id", known.size() + 1, "href", href), "metric",
				Map.of("series", Map.of("clicked", List.copyOf(clicked)))));
		return this;
	}

	/**
	 * Add a subscription topic. People are subscribed to it unless their attribute
	 * {@code cio_subscription_preferences} says otherwise.
	 * @param id the id
	 * @param name the name
	 * @return this
	 */
	public synchronized Fixtures topic(int id, String name) {
		this.topics.add(Map.of("id", id, "identifier", "topic_" + id, "name", name, "description", ""));
		return this;
	}

	/**
	 * Let a broadcast's trigger have errors.
	 * @param trigger the trigger's id; triggers are counted from 1
	 * @param errors the errors, each as "line 3: what is wrong"
	 * @return this
	 */
	public synchronized Fixtures triggerErrors(int trigger, List<String> errors) {
		this.triggerErrors.put(trigger, List.copyOf(errors));
		return this;
	}

	/**
	 * Let triggered broadcasts be processed one after the other, each in this time. While
	 * five wait or are processed, a trigger gets 429.
	 * @param processing not negative, by default zero
	 * @return this
	 */
	public synchronized Fixtures broadcastProcessing(Duration processing) {
		if (processing.isNegative()) {
			throw new IllegalArgumentException("'processing' must not be negative, was " + processing);
		}
		this.broadcastProcessing = processing;
		return this;
	}

	/**
	 * Let the exports to come be pending for a while.
	 * @param polls how often somebody who asks for an export's state is told that it is
	 * pending, not negative, by default 1
	 * @return this
	 */
	public synchronized Fixtures exportPolls(int polls) {
		if (polls < 0) {
			throw new IllegalArgumentException("'polls' must not be negative, was " + polls);
		}
		this.exportPolls = polls;
		return this;
	}

	/**
	 * Let the exports to come fail.
	 * @return this
	 */
	public synchronized Fixtures failExports() {
		this.exportsFail = true;
		return this;
	}

	/**
	 * Let the exports to come contain this in place of people or deliveries.
	 * @param csv what is downloaded
	 * @return this
	 */
	public synchronized Fixtures exportContent(String csv) {
		this.exportContent = csv;
		return this;
	}

	synchronized List<Map<String, Object>> list(SimulatedResource resource) {
		return List.copyOf(this.resources.getOrDefault(resource, Map.of()).values());
	}

	synchronized @Nullable Map<String, Object> find(SimulatedResource resource, int id) {
		return this.resources.getOrDefault(resource, Map.of()).get(id);
	}

	synchronized Map<String, List<Integer>> metrics(SimulatedResource resource, int id) {
		return this.metrics.getOrDefault(resource + "/" + id, Map.of());
	}

	synchronized List<Object> links(SimulatedResource resource, int id) {
		return List.copyOf(this.links.getOrDefault(resource + "/" + id, List.of()));
	}

	synchronized List<Map<String, Object>> topics() {
		return List.copyOf(this.topics);
	}

	synchronized List<String> triggerErrors(int trigger) {
		return this.triggerErrors.getOrDefault(trigger, List.of());
	}

	synchronized Duration broadcastProcessing() {
		return this.broadcastProcessing;
	}

	synchronized int exportPolls() {
		return this.exportPolls;
	}

	synchronized boolean exportsFail() {
		return this.exportsFail;
	}

	synchronized @Nullable String exportContent() {
		return this.exportContent;
	}

	synchronized void clear() {
		this.resources.clear();
		this.metrics.clear();
		this.links.clear();
		this.topics.clear();
		this.triggerErrors.clear();
		this.broadcastProcessing = Duration.ZERO;
		this.exportPolls = 1;
		this.exportsFail = false;
		this.exportContent = null;
	}

}
