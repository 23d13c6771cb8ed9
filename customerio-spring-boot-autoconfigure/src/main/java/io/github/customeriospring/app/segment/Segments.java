package io.github.customeriospring.app.segment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.PersonIdentifiers;
import io.github.customeriospring.app.Query;
import io.github.customeriospring.operation.Identifier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Reads segments, and creates, fills and deletes manual segments. All methods fail with a
 * {@link CustomerIoException}; its status is 404 if the segment does not exist.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class Segments {

	/** As documented in Customer.io's API reference. */
	private static final int MAX_PEOPLE = 1000;

	private static final List<String> ID_TYPES = List.of("id", "email", "cio_id");

	private static final int PAGE_SIZE = 100;

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public Segments(AppClient client) {
		this.queries = new AppQueries(client);
	}

	/**
	 * List all segments.
	 * @return the segments
	 */
	public Flux<Segment> list() {
		return this.queries.list(Query.of("/v1/segments").get("list segments"), "segments", Segment.class);
	}

	/**
	 * Look up a segment.
	 * @param id the segment's id
	 * @return the segment
	 */
	public Mono<Segment> get(long id) {
		return this.queries.one(Query.of("/v1/segments/{id}", id).get("get segment"), "segment", Segment.class);
	}

	/**
	 * Create a manual segment. The call is not retried if it may have been accepted.
	 * @param name the name
	 * @param description what it is for, or {@code null}
	 * @return the new segment
	 */
	public Mono<Segment> create(String name, @Nullable String description) {
		Assert.hasText(name, "'name' must not be empty");
		Map<String, String> segment = new LinkedHashMap<>();
		segment.put("name", name);
		if (description != null) {
			segment.put("description", description);
		}
		return this.queries.one(Query.of("/v1/segments").create("create segment", Map.of("segment", segment)),
				"segment", Segment.class);
	}

	/**
	 * Delete a manual segment.
	 * @param id the segment's id
	 * @return completes when the call was accepted; a retry after a lost response fails
	 * with status 404
	 */
	public Mono<Void> delete(long id) {
		return this.queries.send(Query.of("/v1/segments/{id}", id).delete("delete segment"));
	}

	/**
	 * Count the people in a segment.
	 * @param id the segment's id
	 * @return the number of people
	 */
	public Mono<Long> count(long id) {
		return this.queries.one(Query.of("/v1/segments/{id}/customer_count", id).get("count segment"), "count",
				Long.class);
	}

	/**
	 * List the people in a segment, with 100 in each page.
	 * @param id the segment's id
	 * @return the people
	 */
	public Flux<PersonIdentifiers> members(long id) {
		return members(id, PAGE_SIZE);
	}

	/**
	 * List the people in a segment. For many thousands of people, an export takes fewer
	 * requests.
	 * @param id the segment's id
	 * @param pageSize the number of people in each page, positive
	 * @return the people
	 */
	public Flux<PersonIdentifiers> members(long id, int pageSize) {
		Assert.isTrue(pageSize > 0, () -> "'pageSize' must be positive, was " + pageSize);
		return this.queries.pages(Query.of("/v1/segments/{id}/membership", id).with("limit", pageSize),
				(page) -> page.get("list segment members"), "identifiers", PersonIdentifiers.class);
	}

	/**
	 * Add people to a manual segment, through the Track API. Customer.io ignores people
	 * who do not exist.
	 * @param id the segment's id
	 * @param people 1 to 1,000 people, all identified by id, all by e-mail address or all
	 * by {@code cio_id}
	 * @return completes when the call was accepted
	 */
	public Mono<Void> add(long id, Collection<Identifier> people) {
		return change(id, "add", people);
	}

	/**
	 * Remove people from a manual segment, through the Track API. Customer.io ignores
	 * people who are not in it.
	 * @param id the segment's id
	 * @param people 1 to 1,000 people, all identified by id, all by e-mail address or all
	 * by {@code cio_id}
	 * @return completes when the call was accepted
	 */
	public Mono<Void> remove(long id, Collection<Identifier> people) {
		return change(id, "remove", people);
	}

	private Mono<Void> change(long id, String change, Collection<Identifier> people) {
		Assert.isTrue(!people.isEmpty() && people.size() <= MAX_PEOPLE,
				() -> "'people' must have 1 to " + MAX_PEOPLE + " elements, has " + people.size());
		List<String> types = people.stream().map(Identifier::type).distinct().toList();
		Assert.isTrue(types.size() == 1 && ID_TYPES.contains(types.get(0)),
				() -> "'people' must all have the same type of identifier, one of " + ID_TYPES + ", had " + types);
		Map<String, List<String>> body = Map.of("ids", people.stream().map(Identifier::value).toList());
		return this.queries.send(AppClient.request(change + " segment members", Quota.TRACK, HttpMethod.POST,
				"/api/v1/segments/{id}/" + change + "_customers?id_type={id_type}", body, true, id, types.get(0)));
	}

}
