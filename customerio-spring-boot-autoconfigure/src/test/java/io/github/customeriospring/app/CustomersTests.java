package io.github.customeriospring.app;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.app.customer.Activity;
import io.github.customeriospring.app.customer.Customer;
import io.github.customeriospring.app.customer.Customers;
import io.github.customeriospring.app.customer.SubscriptionPreferences;
import io.github.customeriospring.app.segment.Segment;
import io.github.customeriospring.operation.Device;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.Relationship;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Customers} against the simulator.
 */
class CustomersTests {

	private static final Identifier JANE = Identifier.id("jane/42");

	private static final String EMAIL = "jane@example.com";

	private final SimulatedCustomerIo customerIo = Templates.start();

	private final ReactiveCustomerIoTemplate template = Templates.to(this.customerIo);

	private final Customers customers = this.template.customers();

	@BeforeEach
	void identify() {
		this.template.identify(JANE, Map.of("email", EMAIL, "plan", "pro")).block();
	}

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void byEmailFindsPeople() {
		StepVerifier.create(this.customers.byEmail(EMAIL)).assertNext((person) -> {
			assertThat(person.id()).isEqualTo("jane/42");
			assertThat(person.email()).isEqualTo(EMAIL);
			assertThat(person.cioId()).isNotEmpty();
		}).verifyComplete();
		StepVerifier.create(this.customers.byEmail("nobody@example.com")).verifyComplete();
	}

	@Test
	void foundPersonCanBeAskedAbout() {
		Flux<Customer> found = this.customers.byEmail(EMAIL)
			.flatMap((person) -> this.customers.attributes(person.toIdentifier()));
		StepVerifier.create(found.map(Customer::id)).expectNext("jane/42").verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "100%", "%2F", "a?b=c&d#e", "😀", "Ж" })
	void attributesWhenTheIdIsOddAreThoseOfThatPerson(String id) {
		this.template.identify(id, Map.of("odd", "yes")).block();
		assertThat(this.customers.attributes(Identifier.id(id)).block().attributes()).containsEntry("odd", "yes");
	}

	@Test
	void attributesOfOneComeWithItsDevices() {
		this.template.addDevice(JANE, new Device("token", "ios")).block();
		Customer jane = this.customers.attributes(Identifier.email(EMAIL)).block();
		assertThat(jane.id()).isEqualTo("jane/42");
		assertThat(jane.attributes()).containsEntry("plan", "pro");
		assertThat(jane.unsubscribed()).isFalse();
		assertThat(jane.devices()).extracting(Customer.Device::platform).containsExactly("ios");
	}

	@Test
	void attributesWhenNobodyIsThereFails() {
		StepVerifier.create(this.customers.attributes(Identifier.id("nobody")))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(CustomerIoResponseException.class,
					(answer) -> assertThat(answer.getStatus()).isEqualTo(404)));
	}

	@Test
	void attributesOfManyComeInOrderAHundredARequest() {
		List<String> ids = IntStream.range(0, 250).mapToObj((i) -> "p" + i).toList();
		Flux.fromIterable(ids).concatMap((id) -> this.template.identify(id, Map.of("i", id))).blockLast();
		List<Identifier> people = ids.stream().map(Identifier::id).toList();
		StepVerifier.create(this.customers.attributes(people).map(Customer::id).collectList())
			.expectNext(ids)
			.verifyComplete();
		assertThat(requestsTo("/v1/customers/attributes")).isEqualTo(3);
	}

	@Test
	void attributesOfManyWhenFewAreAskedForMakeOneRequest() {
		List<Identifier> people = IntStream.range(0, 250).mapToObj((i) -> Identifier.id("p" + i)).toList();
		this.template.identify("p0", Map.of()).block();
		StepVerifier.create(this.customers.attributes(people), 1).expectNextCount(1).thenCancel().verify();
		assertThat(requestsTo("/v1/customers/attributes")).isEqualTo(1);
	}

	@Test
	void attributesOfManyReadsBothFormsOfTheAnswer() {
		FakeTransport transport = FakeTransport.answering("""
				{"customers":[{"customer":{"id":"1","attributes":{"a":"x"}}},{"id":"2","attributes":{"a":"y"}}]}""");
		List<Identifier> people = List.of(Identifier.id("1"), Identifier.id("2"));
		StepVerifier.create(transport.template().customers().attributes(people).map(Customer::attributes))
			.expectNext(Map.of("a", "x"), Map.of("a", "y"))
			.verifyComplete();
	}

	@Test
	void attributesOfManyCanBeAskedForByOtherIdentifiers() {
		FakeTransport transport = FakeTransport.answering("{\"customers\":[]}");
		Customers queries = transport.template().customers();
		queries.attributes(List.of(Identifier.cioId("cio_03"), Identifier.cioId("04"))).blockLast();
		queries.attributes(List.of(Identifier.email("jane@example.com"))).blockLast();
		queries.attributes(List.of(Identifier.id("42"))).blockLast();
		queries.attributes(List.of()).blockLast();
		assertThat(transport.uris()).containsExactly("/v1/customers/attributes?id_type=cio_id",
				"/v1/customers/attributes?id_type=email", "/v1/customers/attributes");
		assertThat(transport.requests.get(0).bodyAsString()).isEqualTo("{\"ids\":[\"03\",\"04\"]}");
	}

	@Test
	void personWithoutAnIdIsNamedByTheIdOfCustomerIo() {
		FakeTransport transport = FakeTransport.answering(
				"""
						{"identifiers":[{"id":"","email":"jane@example.com","cio_id":"03"},{"id":"","email":"j@x","cio_id":""}]}""");
		StepVerifier.create(transport.template().customers().search(Filter.segment(1))).assertNext((person) -> {
			assertThat(person.id()).isNull();
			assertThat(person.toIdentifier()).isEqualTo(Identifier.cioId("03"));
		})
			.assertNext((person) -> assertThat(person.toIdentifier()).isEqualTo(Identifier.email("j@x")))
			.verifyComplete();
	}

	@Test
	void searchFindsPeoplePageByPage() {
		Flux.range(0, 25)
			.concatMap((i) -> this.template.identify("p" + i, Map.of("plan", (i % 2 == 0) ? "pro" : "free")))
			.blockLast();
		Filter pro = Filter.and(Filter.attribute("plan", "pro"), Filter.not(Filter.hasAttribute("email")));
		StepVerifier.create(this.customers.search(pro, 5).map(PersonIdentifiers::id).collectList())
			.assertNext((found) -> assertThat(found).hasSize(13).doesNotHaveDuplicates().doesNotContain("jane/42"))
			.verifyComplete();
		assertThat(requestsTo("/v1/customers")).isEqualTo(3);
	}

	@Test
	void activitiesAreThoseAskedFor() {
		this.template.track(JANE, "order placed", Map.of("total", 9)).block();
		this.template.page(JANE, "/orders", Map.of()).block();
		StepVerifier.create(this.customers.activities(JANE, "event", "order placed")).assertNext((activity) -> {
			assertThat(activity.name()).isEqualTo("order placed");
			assertThat(activity.data()).containsEntry("total", 9);
			assertThat(activity.timestamp()).isNotNull();
		}).verifyComplete();
		assertThat(this.customers.activities(JANE).map(Activity::type).collectList().block())
			.containsExactlyInAnyOrder("event", "page");
	}

	@Test
	void relationshipsNameObjects() {
		this.template.addRelationships(JANE, List.of(new Relationship(new ObjectIdentifier("1", "acme")))).block();
		StepVerifier.create(this.customers.relationships(JANE))
			.assertNext((relationship) -> assertThat(relationship.identifiers()).containsEntry("object_id", "acme"))
			.verifyComplete();
	}

	@Test
	void segmentsAreThoseOfThePerson() {
		Segment segment = this.template.segments().create("VIP", null).block();
		this.template.segments().add(segment.id(), List.of(JANE)).block();
		StepVerifier.create(this.customers.segments(JANE).map(Segment::name)).expectNext("VIP").verifyComplete();
	}

	@Test
	void messagesWhenThereAreNoneAreEmpty() {
		StepVerifier.create(this.customers.messages(JANE, Instant.EPOCH, Instant.ofEpochSecond(1))).verifyComplete();
	}

	@Test
	void subscriptionPreferencesNameTopics() {
		this.customerIo.fixtures().topic(1, "Offers");
		SubscriptionPreferences preferences = this.customers.subscriptionPreferences(JANE).block();
		assertThat(preferences.unsubscribed()).isFalse();
		assertThat(preferences.topics()).extracting(SubscriptionPreferences.Topic::name).containsExactly("Offers");
		assertThat(preferences.topics().get(0).subscribed()).isTrue();
	}

	@Test
	void queryWhenInvalidThrowsAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.customers.byEmail("jane"))
			.withMessage("'email' must be an e-mail address");
		assertThatIllegalArgumentException().isThrownBy(() -> this.customers.search(null))
			.withMessage("'filter' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.customers.search(Filter.segment(1), 1001))
			.withMessage("'pageSize' must be from 1 to 1000, was 1001");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.customers.attributes(List.of(JANE, Identifier.email("j@x"))))
			.withMessage(
					"'people' must all have the same type of identifier, one of [id, email, cio_id], had [id, email]");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.customers.attributes(List.of(Identifier.anonymous("a"))))
			.withMessage(
					"'people' must all have the same type of identifier, one of [id, email, cio_id], had [anonymous_id]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.customers.attributes(Identifier.anonymous("a")));
		assertThatIllegalArgumentException().isThrownBy(() -> this.customers.activities(null))
			.withMessage("'person' must not be null or anonymous");
	}

	private long requestsTo(String path) {
		return this.customerIo.requests().stream().filter((request) -> request.path().equals(path)).count();
	}

}
