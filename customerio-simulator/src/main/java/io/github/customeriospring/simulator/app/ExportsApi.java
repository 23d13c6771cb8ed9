package io.github.customeriospring.simulator.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.AudienceFilter;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/exports}, and the storage that serves exports at signed links.
 */
final class ExportsApi {

	private static final Set<String> METRICS = Set.of("created", "attempted", "sent", "delivered", "opened", "clicked",
			"converted", "bounced", "spammed", "unsubscribed", "dropped", "failed", "undeliverable");

	private static final Set<String> SOURCES = Set.of("newsletter_id", "campaign_id", "action_id",
			"transactional_message_id");

	// the percent-encoded characters reveal a client that encodes the link again
	private static final String SIGNATURE = "signature=c2ln%2FbmVk%3D";

	private final CustomersApi customers;

	private final MessagesApi messages;

	private final FixtureStore fixtures;

	private final InstantSource clock;

	private final Supplier<String> baseUrl;

	// also the lock that guards it
	private final List<Export> exports = new ArrayList<>();

	ExportsApi(CustomersApi customers, MessagesApi messages, FixtureStore fixtures, InstantSource clock,
			Supplier<String> baseUrl) {
		this.customers = customers;
		this.messages = messages;
		this.fixtures = fixtures;
		this.clock = clock;
		this.baseUrl = baseUrl;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code /v1/exports}
	 * @return the response, or {@code null} if there is no such operation or export
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		synchronized (this.exports) {
			return switch (request.method() + " " + path.size()) {
				case "GET 0" -> list();
				case "GET 1" -> poll(find(path.get(0)));
				case "GET 2" -> path.get(1).equals("download") ? link(path.get(0)) : null;
				case "POST 1" -> create(path.get(0), Json.object(request.body()));
				default -> null;
			};
		}
	}

	private Reply list() {
		// an empty list is sent as null
		return Reply.json(200, Collections.singletonMap("exports",
				this.exports.isEmpty() ? null : this.exports.stream().map(Export::poll).toList()));
	}

	private static Reply poll(@Nullable Export export) {
		return (export != null) ? Reply.json(200, Map.of("export", export.poll())) : Reply.NOT_FOUND;
	}

	private Reply link(String id) {
		Export export = find(id);
		if (export == null || !export.isDone()) {
			return Reply.NOT_FOUND;
		}
		return Reply.json(200, Map.of("url", this.baseUrl.get() + "/exports/" + id + ".csv?" + SIGNATURE));
	}

	private @Nullable Reply create(String type, @Nullable Map<String, @Nullable Object> body) {
		if (!type.equals("customers") && !type.equals("deliveries")) {
			return null;
		}
		Map<String, @Nullable Object> wish = (body != null) ? body : Map.of();
		String error = type.equals("customers") ? AudienceFilter.check(wish.get("filters")) : checkDeliveries(wish);
		if (error != null) {
			return Reply.appError(400, error);
		}
		String fixed = this.fixtures.exportContent();
		String content = (fixed != null) ? fixed : type.equals("customers") ? people(wish) : deliveries();
		Export export = new Export(this.exports.size() + 1, type, this.clock.instant().getEpochSecond(), content,
				this.fixtures.exportPolls(), this.fixtures.exportsFail());
		this.exports.add(export);
		return Reply.json(200, Map.of("export", export.describe("pending")));
	}

	private static @Nullable String checkDeliveries(Map<String, @Nullable Object> wish) {
		if (SOURCES.stream().filter((source) -> wish.get(source) instanceof Integer).count() != 1) {
			return "exactly one of newsletter_id, campaign_id, action_id, transactional_message_id is required";
		}
		Object metric = wish.get("metric");
		return (metric != null && !METRICS.contains(metric)) ? "metric is unknown" : null;
	}

	private String people(Map<String, @Nullable Object> wish) {
		List<Map<String, @Nullable Object>> rows = new ArrayList<>();
		Set<String> columns = new LinkedHashSet<>(List.of("id", "email", "cio_id"));
		for (SimulatedPerson person : this.customers.find(wish.get("filters"))) {
			Map<String, @Nullable Object> row = new LinkedHashMap<>(PersonJson.attributes(person));
			columns.addAll(row.keySet());
			rows.add(row);
		}
		return Csv.of(columns, rows);
	}

	private String deliveries() {
		return Csv.of(List.of("id", "customer_id", "type", "recipient", "subject", "created"), this.messages.all());
	}

	/**
	 * Handle a request to the storage. The storage is not part of the APIs and takes no
	 * credentials. A client that sends some has leaked them.
	 * @param path the segments of the path after {@code /exports}
	 */
	@Nullable Reply download(ApiRequest request, List<String> path) {
		if (request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
			return Reply.xmlError(400, "InvalidArgument");
		}
		if (!request.query().equals(SIGNATURE)) {
			return Reply.xmlError(403, "SignatureDoesNotMatch");
		}
		synchronized (this.exports) {
			Export export = (path.size() == 1 && request.method().equals("GET") && path.get(0).endsWith(".csv"))
					? find(path.get(0).substring(0, path.get(0).length() - ".csv".length())) : null;
			if (export == null) {
				return null;
			}
			export.downloaded();
			return Reply.csv(export.content);
		}
	}

	private @Nullable Export find(String id) {
		int number = id.matches("\\d{1,9}") ? Integer.parseInt(id) : 0;
		return (number > 0 && number <= this.exports.size()) ? this.exports.get(number - 1) : null;
	}

	void reset() {
		synchronized (this.exports) {
			this.exports.clear();
		}
	}

}
