package io.github.customeriospring.simulator.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The App API, except transactional messages and broadcast triggers.
 */
public final class AppApi {

	private final FixtureStore fixtures;

	private final ActivitiesApi activities;

	private final MessagesApi messages;

	private final CustomersApi customers;

	private final SegmentsApi segments;

	private final ExportsApi exports;

	private final ResourcesApi resources;

	private final CollectionsApi collections;

	private final SnippetsApi snippets;

	public AppApi(Workspace workspace, FixtureStore fixtures, InstantSource clock, Supplier<String> baseUrl) {
		this.fixtures = fixtures;
		this.activities = new ActivitiesApi(workspace);
		this.messages = new MessagesApi(workspace, clock);
		this.customers = new CustomersApi(workspace,
				new PersonApi(workspace, this.activities, this.messages, fixtures));
		this.segments = new SegmentsApi(workspace);
		this.exports = new ExportsApi(this.customers, this.messages, fixtures, clock, baseUrl);
		this.resources = new ResourcesApi(fixtures, this.messages);
		this.collections = new CollectionsApi(clock);
		this.snippets = new SnippetsApi(clock);
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code /v1}
	 * @return the response, or {@code null} if there is no such operation
	 */
	public @Nullable Reply handle(ApiRequest request, List<String> path) {
		List<String> rest = path.subList(1, path.size());
		for (SimulatedResource resource : SimulatedResource.values()) {
			if (resource.path().equals(path.get(0))) {
				return this.resources.handle(request, resource, rest);
			}
		}
		return switch (path.get(0)) {
			case "customers" -> this.customers.handle(request, rest);
			case "segments" -> this.segments.handle(request, rest);
			case "messages" -> this.messages.handle(request, rest);
			case "exports" -> this.exports.handle(request, rest);
			case "collections" -> this.collections.handle(request, rest);
			case "snippets" -> this.snippets.handle(request, rest);
			default -> (request.method().equals("GET") && rest.isEmpty()) ? list(request, path.get(0)) : null;
		};
	}

	private @Nullable Reply list(ApiRequest request, String name) {
		return switch (name) {
			case "activities" -> this.activities.list(request);
			case "object_types" -> Reply.json(200, Map.of("types", List.of()));
			case "reporting_webhooks" -> Reply.json(200, Map.of("reporting_webhooks", List.of()));
			case "subscription_topics" -> Reply.json(200, Map.of("topics", this.fixtures.topics()));
			case "workspaces" -> Reply.json(200, Map.of("workspaces", List.of(Map.of("id", 1, "name", "Simulated"))));
			default -> null;
		};
	}

	/**
	 * Handle a request to the storage for exports.
	 * @param path the segments of the path after {@code /exports}
	 * @return the response, or {@code null} if there is no such file
	 */
	public @Nullable Reply download(ApiRequest request, List<String> path) {
		return this.exports.download(request, path);
	}

	public void reset() {
		this.exports.reset();
		this.collections.reset();
		this.snippets.reset();
	}

}
