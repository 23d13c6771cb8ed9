package io.github.customeriospring.template;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.operation.Device;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.RelatedPerson;
import io.github.customeriospring.operation.Relationship;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.webclient.TestTransports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ReactiveCustomerIoTemplate} and what its methods do to a workspace.
 */
class ReactiveCustomerIoTemplateTests {

	private static final Identifier PERSON = Identifier.id("42");

	private static final Identifier JANE = Identifier.email("jane@example.com");

	private static final ObjectIdentifier ACME = new ObjectIdentifier("1", "acme");

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final ReactiveCustomerIoTemplate template = template(this.customerIo);

	static ReactiveCustomerIoTemplate template(SimulatedCustomerIo customerIo) {
		WebClient client = WebClient.builder()
			.baseUrl(customerIo.url())
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		return ReactiveCustomerIoTemplate.of(TestTransports.of(client, null, Duration.ofSeconds(10)));
	}

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void identifySetsAttributes() {
		this.template.identify("42", Map.of("plan", "pro", "logins", 3)).block();
		this.template.identify(JANE, Map.of("plan", "free")).block();
		assertThat(person("42").attributes()).containsOnly(Map.entry("plan", "pro"), Map.entry("logins", 3));
		assertThat(person("jane@example.com").attributes()).containsOnly(Map.entry("plan", "free"));
		assertThat(person("jane@example.com").identifiers()).containsEntry("email", "jane@example.com");
	}

	@Test
	void identifyWhenAValueIsNullClearsTheAttribute() {
		this.template.identify("42", Map.of("plan", "pro", "city", "Köln")).block();
		this.template.identify("42", Collections.singletonMap("plan", null)).block();
		assertThat(person("42").attributes()).containsOnly(Map.entry("city", "Köln"));
	}

	@Test
	void identifyWhenSentLateDoesNotOverwriteNewerValues() {
		Instant now = Instant.now();
		TrackOperation late = TrackOperation.identify(PERSON, Map.of("plan", "free"))
			.withTimestamp(now.minusSeconds(60));
		this.template.send(TrackOperation.identify(PERSON, Map.of("plan", "pro")).withTimestamp(now)).block();
		this.template.send(late).block();
		assertThat(person("42").attributes()).containsOnly(Map.entry("plan", "pro"));
	}

	@Test
	void trackAddsAnEvent() {
		this.template.track("42", "purchase", Map.of("price", 9)).block();
		this.template.track(JANE, "refund", Map.of()).block();
		SimulatedEvent event = person("42").events().get(0);
		assertThat(event.type()).isEqualTo("event");
		assertThat(event.name()).isEqualTo("purchase");
		assertThat(event.attributes()).containsOnly(Map.entry("price", 9));
		assertThat(this.customerIo.events()).extracting(SimulatedEvent::name, SimulatedEvent::person)
			.containsExactly(tuple("purchase", "id:42"), tuple("refund", "email:jane@example.com"));
	}

	@Test
	void pageAddsAPageView() {
		this.template.page(PERSON, "https://example.com/", Map.of("referrer", "x")).block();
		SimulatedEvent event = person("42").events().get(0);
		assertThat(event.type()).isEqualTo("page");
		assertThat(event.name()).isEqualTo("https://example.com/");
		assertThat(event.attributes()).containsOnly(Map.entry("referrer", "x"));
	}

	@Test
	void screenAddsAScreenView() {
		this.template.screen(PERSON, "Home", Map.of("tab", 1)).block();
		SimulatedEvent event = person("42").events().get(0);
		assertThat(event.type()).isEqualTo("screen");
		assertThat(event.name()).isEqualTo("Home");
		assertThat(event.attributes()).containsOnly(Map.entry("tab", 1));
	}

	@Test
	void trackAnonymousAddsAnEventOfNobody() {
		this.template.trackAnonymous("visitor-7", "viewed", Map.of("page", "a")).block();
		this.template.trackAnonymous(null, "opened", Map.of()).block();
		assertThat(this.customerIo.people()).isEmpty();
		assertThat(this.customerIo.events()).extracting(SimulatedEvent::name).containsExactly("viewed", "opened");
		SimulatedEvent event = this.customerIo.events().get(0);
		assertThat(event.person()).isNull();
		assertThat(event.attributes()).containsOnly(Map.entry("page", "a"));
		assertThat(this.customerIo.requests().get(0).path()).isEqualTo("/api/v1/events");
		assertThat(this.customerIo.requests().get(0).body()).contains("\"anonymous_id\":\"visitor-7\"");
	}

	@Test
	void deleteRemovesThePerson() {
		this.template.identify("42", Map.of("plan", "pro")).block();
		this.template.delete(PERSON).block();
		assertThat(this.customerIo.people()).isEmpty();
		assertThat(person("42").deleted()).isTrue();
		assertThat(person("42").suppressed()).isFalse();
	}

	@Test
	void suppressDropsThePersonsDataUntilUnsuppressed() {
		this.template.identify("42", Map.of("plan", "pro")).block();
		this.template.suppress(PERSON).block();
		this.template.identify("42", Map.of("plan", "free")).block();
		assertThat(person("42").suppressed()).isTrue();
		assertThat(person("42").attributes()).isEmpty();
		this.template.unsuppress(PERSON).block();
		this.template.identify("42", Map.of("plan", "free")).block();
		assertThat(person("42").suppressed()).isFalse();
		assertThat(person("42").attributes()).containsOnly(Map.entry("plan", "free"));
	}

	@Test
	void mergeMovesTheSecondIntoTheFirst() {
		this.template.identify("42", Map.of("plan", "pro")).block();
		this.template.identify(JANE, Map.of("city", "Köln")).block();
		this.template.merge(PERSON, JANE).block();
		assertThat(this.customerIo.people()).containsOnlyKeys("42");
		assertThat(person("42").attributes()).containsOnly(Map.entry("plan", "pro"), Map.entry("city", "Köln"));
		assertThat(person("jane@example.com").id()).isEqualTo("42");
	}

	@Test
	void addDeviceAndDeleteDeviceChangeTheDevices() {
		Instant lastUsed = Instant.ofEpochSecond(1_772_013_598);
		this.template.addDevice(PERSON, new Device("token-1", "ios", lastUsed, Map.of("app", "1.2"))).block();
		this.template.addDevice(PERSON, new Device("token-2", "android")).block();
		assertThat(person("42").devices()).containsOnlyKeys("token-1", "token-2");
		assertThat(person("42").devices().get("token-1")).containsEntry("platform", "ios")
			.containsEntry("last_used", 1_772_013_598)
			.containsEntry("attributes", Map.of("app", "1.2"));
		this.template.deleteDevice(PERSON, "token-1").block();
		assertThat(person("42").devices()).containsOnlyKeys("token-2");
	}

	@Test
	void addRelationshipsAndDeleteRelationshipsChangeBothSides() {
		ObjectIdentifier course = new ObjectIdentifier("2", "java");
		this.template
			.addRelationships(PERSON, List.of(new Relationship(ACME), new Relationship(course, Map.of("role", "x"))))
			.block();
		assertThat(person("42").relationships()).containsExactly("1:acme", "2:java");
		this.template.identifyObject(ACME, Map.of("name", "Acme"), List.of()).block();
		assertThat(this.customerIo.object("1", "acme").people()).containsExactly("id:42");
		this.template.deleteRelationships(PERSON, List.of(ACME)).block();
		assertThat(person("42").relationships()).containsExactly("2:java");
		assertThat(this.customerIo.object("1", "acme").people()).isEmpty();
	}

	@Test
	void identifyObjectAndDeleteObjectChangeTheObject() {
		this.template
			.identifyObject(ACME, Map.of("name", "Acme"), List.of(new RelatedPerson(PERSON), new RelatedPerson(JANE)))
			.block();
		assertThat(this.customerIo.object("1", "acme").attributes()).containsOnly(Map.entry("name", "Acme"));
		assertThat(this.customerIo.object("1", "acme").people()).containsExactly("id:42", "email:jane@example.com");
		this.template.deleteObject(ACME).block();
		assertThat(this.customerIo.object("1", "acme")).isNull();
	}

	private SimulatedPerson person(String identifier) {
		return this.customerIo.person(identifier);
	}

}
