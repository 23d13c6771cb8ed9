package io.github.customeriospring.app.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Filter;
import io.github.customeriospring.app.PersonIdentifiers;
import io.github.customeriospring.app.Query;
import io.github.customeriospring.app.delivery.SentMessage;
import io.github.customeriospring.app.segment.Segment;
import io.github.customeriospring.operation.Identifier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Finds people, and reads their attributes, activities, messages and preferences. Each
 * call, and each page of a list, takes one permit of the App API's quota. All calls may
 * be repeated. They fail with a {@link CustomerIoException}; its status is 404 if the
 * person does not exist.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class Customers {

	/** As documented in Customer.io's API reference. */
	private static final int MAX_IDS = 100;

	private static final List<String> ID_TYPES = List.of("id", "email", "cio_id");

	private static final int MAX_PAGE_SIZE = 1000;

	private static final int PAGE_SIZE = 100;

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public Customers(AppClient client) {
		this.queries = new AppQueries(client);
	}

	/**
	 * Find people by e-mail address.
	 * @param email the address
	 * @return the people with that address, usually one or none
	 */
	public Flux<PersonIdentifiers> byEmail(String email) {
		Identifier.email(email); // checks it
		return this.queries.list(Query.of("/v1/customers").with("email", email).get("find customers by email"),
				"results", PersonIdentifiers.class);
	}

	/**
	 * Find people, with 100 in each page.
	 * @param filter the people to find
	 * @return the people who match
	 */
	public Flux<PersonIdentifiers> search(Filter filter) {
		return search(filter, PAGE_SIZE);
	}

	/**
	 * Find people. For many thousands of people, an export takes fewer requests.
	 * @param filter the people to find
	 * @param pageSize the number of people in each page, from 1 to 1,000
	 * @return the people who match
	 */
	public Flux<PersonIdentifiers> search(Filter filter, int pageSize) {
		Assert.notNull(filter, "'filter' must not be null");
		Assert.isTrue(pageSize > 0 && pageSize <= MAX_PAGE_SIZE,
				() -> "'pageSize' must be from 1 to " + MAX_PAGE_SIZE + ", was " + pageSize);
		Map<String, Filter> body = Map.of("filter", filter);
		return this.queries.pages(Query.of("/v1/customers").with("limit", pageSize),
				(page) -> page.search("search customers", body), "identifiers", PersonIdentifiers.class);
	}

	/**
	 * Look up a person's attributes and devices.
	 * @param person the person
	 * @return the attributes and devices
	 */
	public Mono<Customer> attributes(Identifier person) {
		return this.queries.one(of(person, "attributes").get("get customer attributes"), "customer", Customer.class);
	}

	/**
	 * Look up the attributes and devices of many people, with 100 people in each request.
	 * @param people the people, all identified by id, all by e-mail address or all by
	 * {@code cio_id}; a search returns the {@code cio_id} of each person
	 * @return the people who exist, in the order of the requests
	 */
	public Flux<Customer> attributes(Collection<Identifier> people) {
		List<String> types = people.stream().map(Identifier::type).distinct().toList();
		Assert.isTrue(people.isEmpty() || (types.size() == 1 && ID_TYPES.contains(types.get(0))),
				() -> "'people' must all have the same type of identifier, one of " + ID_TYPES + ", had " + types);
		String type = (types.isEmpty() || types.get(0).equals("id")) ? null : types.get(0);
		List<String> ids = people.stream().map(Identifier::value).toList();
		List<CustomerIoRequest> requests = new ArrayList<>();
		for (int from = 0; from < ids.size(); from += MAX_IDS) {
			List<String> some = ids.subList(from, Math.min(from + MAX_IDS, ids.size()));
			requests.add(Query.of("/v1/customers/attributes")
				.with("id_type", type)
				.search("list customer attributes", Map.of("ids", some)));
		}
		return Flux.fromIterable(requests)
			.concatMap((request) -> this.queries.list(request, "customers", Listed.class), 0)
			.map(Listed::toCustomer);
	}

	/**
	 * List the activities of a person, newest first.
	 * @param person the person
	 * @return the activities
	 */
	public Flux<Activity> activities(Identifier person) {
		return activities(person, null, null);
	}

	/**
	 * List the activities of a person, newest first.
	 * @param person the person
	 * @param type the type of activity, such as {@code event}, or {@code null} for all
	 * @param name the name of the event or attribute, or {@code null} for all
	 * @return the activities
	 */
	public Flux<Activity> activities(Identifier person, @Nullable String type, @Nullable String name) {
		return this.queries.pages(
				of(person, "activities").with("limit", PAGE_SIZE).with("type", type).with("name", name),
				(page) -> page.get("list customer activities"), "activities", Activity.class);
	}

	/**
	 * List the messages sent to a person in the last six months.
	 * @param person the person
	 * @return the messages
	 */
	public Flux<SentMessage> messages(Identifier person) {
		return messages(person, null, null);
	}

	/**
	 * List the messages sent to a person. Customer.io looks back at most six months.
	 * @param person the person
	 * @param from the start, or {@code null} for six months before the end
	 * @param to the end, or {@code null} for now
	 * @return the messages
	 */
	public Flux<SentMessage> messages(Identifier person, @Nullable Instant from, @Nullable Instant to) {
		return this.queries.pages(
				of(person, "messages").with("limit", PAGE_SIZE).with("start_ts", from).with("end_ts", to),
				(page) -> page.get("list customer messages"), "messages", SentMessage.class);
	}

	/**
	 * List the relationships of a person to objects.
	 * @param person the person
	 * @return the relationships
	 */
	public Flux<CustomerRelationship> relationships(Identifier person) {
		return this.queries.pages(of(person, "relationships").with("limit", PAGE_SIZE),
				(page) -> page.get("list customer relationships"), "cio_relationships", CustomerRelationship.class);
	}

	/**
	 * List the segments that a person is in.
	 * @param person the person
	 * @return the segments; only their ids, names and descriptions are set
	 */
	public Flux<Segment> segments(Identifier person) {
		return this.queries.list(of(person, "segments").get("list customer segments"), "segments", Segment.class);
	}

	/**
	 * Look up the subscription preferences of a person.
	 * @param person the person
	 * @return the preferences
	 */
	public Mono<SubscriptionPreferences> subscriptionPreferences(Identifier person) {
		return subscriptionPreferences(person, null);
	}

	/**
	 * Look up the subscription preferences of a person.
	 * @param person the person
	 * @param language the language of names and descriptions, such as {@code fr}, or
	 * {@code null} for that of the subscription center
	 * @return the preferences
	 */
	public Mono<SubscriptionPreferences> subscriptionPreferences(Identifier person, @Nullable String language) {
		return this.queries.one(
				of(person, "subscription_preferences").with("language", language).get("get subscription preferences"),
				"customer", SubscriptionPreferences.class);
	}

	private static Query of(Identifier person, String what) {
		Assert.isTrue(person != null && !person.isAnonymous(), "'person' must not be null or anonymous");
		return Query.of("/v1/customers/{id}/" + what, person.value()).with("id_type", person.type());
	}

	/**
	 * An element of a list of people. Customer.io's API reference wraps it, the examples
	 * there do not.
	 */
	private record Listed(@Nullable Customer customer, @Nullable String id, @Nullable PersonIdentifiers identifiers,
			Map<String, @Nullable Object> attributes, boolean unsubscribed, List<Customer.Device> devices) {

		Customer toCustomer() {
			return (this.customer != null) ? this.customer
					: new Customer(this.id, this.identifiers, this.attributes, this.unsubscribed, this.devices);
		}

	}

}
