package io.github.customeriospring.simulator.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.AudienceFilter;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/customers}: finds people by e-mail address, by filter or by ids.
 */
final class CustomersApi {

	private static final Set<String> BULK_ID_TYPES = Set.of("id", "email", "cio_id");

	private final Workspace workspace;

	private final PersonApi person;

	CustomersApi(Workspace workspace, PersonApi person) {
		this.workspace = workspace;
		this.person = person;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code customers}
	 * @return the response, or {@code null} if there is no such operation
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		return switch (request.method() + " " + path.size()) {
			case "GET 0" -> byEmail(request.parameter("email", ""));
			case "POST 0" -> search(request);
			case "POST 1" -> path.get(0).equals("attributes") ? attributes(request, Json.object(request.body())) : null;
			case "GET 2" -> this.person.handle(request, path.get(0), path.get(1));
			default -> null;
		};
	}

	private Reply byEmail(String email) {
		if (email.isEmpty()) {
			return Reply.appError(400, "email is required");
		}
		SimulatedPerson found = this.workspace.person(new PersonKey("email", email));
		List<Object> results = (found != null && !found.deleted()) ? List.of(PersonJson.identifiers(found)) : List.of();
		return Reply.json(200, Map.of("results", results));
	}

	private Reply search(ApiRequest request) {
		Map<String, @Nullable Object> body = Json.object(request.body());
		String error = AudienceFilter.check((body != null) ? body.get("filter") : null);
		if (body == null || error != null) {
			return Reply.appError(400, "filter: " + error);
		}
		CursorPage<SimulatedPerson> page = CursorPage.of(request, find(body.get("filter")), 50, 1000);
		List<String> ids = page.items().stream().map(PersonJson::id).toList();
		List<Map<String, @Nullable String>> identifiers = page.items().stream().map(PersonJson::identifiers).toList();
		return Reply.json(200, Map.of("identifiers", identifiers, "ids", ids, "next", page.next()));
	}

	/**
	 * Find people.
	 * @param filter a filter that has been checked
	 */
	List<SimulatedPerson> find(@Nullable Object filter) {
		return this.workspace.people()
			.values()
			.stream()
			.filter((candidate) -> filter instanceof Map<?, ?> map
					&& AudienceFilter.matches(map, candidate, this.workspace.segments()))
			.toList();
	}

	private Reply attributes(ApiRequest request, @Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("ids") instanceof List<?> ids) || ids.isEmpty() || ids.size() > 100) {
			return Reply.appError(400, "ids must have 1 to 100 entries");
		}
		String type = request.parameter("id_type", "id");
		if (!BULK_ID_TYPES.contains(type)) {
			return Reply.appError(400, "id_type must be id, email or cio_id");
		}
		List<Object> customers = new ArrayList<>();
		for (Object id : ids) {
			SimulatedPerson found = this.workspace.person(new PersonKey(type, String.valueOf(id)));
			if (found != null && !found.deleted()) {
				// not wrapped, unlike the response for a single person
				customers.add(PersonJson.describe(found));
			}
		}
		return Reply.json(200, Map.of("customers", customers));
	}

}
