package io.github.customeriospring.simulator.app;

import io.github.customeriospring.simulator.ApiTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PersonApi} and {@link ActivitiesApi}.
 */
class PersonApiTests {

	private final ApiTester api = new ApiTester();

	@BeforeEach
	void identify() {
		this.api.call("PUT", "/api/v1/customers/42",
				"{\"email\":\"a@example.com\",\"plan\":\"pro\",\"_timestamp\":1700000001}");
	}

	@Test
	void attributesAreToldByAnyIdentifier() {
		ApiTester.Answer answer = get("/v1/customers/42/attributes");
		assertThat(answer.at("/customer/attributes/plan")).isEqualTo("pro");
		assertThat(answer.at("/customer/timestamps/plan")).isEqualTo("1700000001");
		assertThat(answer.at("/customer/unsubscribed")).isEqualTo("false");
		assertThat(get("/v1/customers/a%40example.com/attributes?id_type=email").at("/customer/id")).isEqualTo("42");
		assertThat(get("/v1/customers/cio_30000000001/attributes?id_type=cio_id").at("/customer/id")).isEqualTo("42");
		assertThat(get("/v1/customers/a@example.com/attributes").status()).isEqualTo(404);
		assertThat(get("/v1/customers/42/attributes?id_type=name").status()).isEqualTo(400);
	}

	@Test
	void devicesHaveAnId() {
		this.api.call("PUT", "/api/v1/customers/42/devices", "{\"device\":{\"id\":\"t\",\"platform\":\"ios\"}}");
		assertThat(get("/v1/customers/42/attributes").at("/customer/devices"))
			.isEqualTo("[{\"platform\":\"ios\",\"id\":\"t\"}]");
	}

	@Test
	void activitiesAreThePersonsEvents() {
		for (int i = 0; i < 12; i++) {
			this.api.call("POST", "/api/v1/customers/42/events",
					"{\"name\":\"e" + i + "\",\"data\":{\"i\":" + i + "}}");
		}
		this.api.call("POST", "/api/v1/customers/43/events", "{\"name\":\"other\",\"type\":\"page\"}");
		ApiTester.Answer first = get("/v1/customers/42/activities");
		assertThat(first.at("/activities/9/name")).isEqualTo("e2");
		assertThat(first.at("/activities/9/data")).isEqualTo("{\"i\":2}");
		assertThat(first.at("/activities/9/customer_identifiers/id")).isEqualTo("42");
		assertThat(get("/v1/customers/42/activities?start=" + first.at("/next").replace("=", "%3D"))
			.at("/activities/1/name")).isEqualTo("e0");
		assertThat(get("/v1/customers/42/activities?name=e3").at("/activities/0/data")).isEqualTo("{\"i\":3}");
		assertThat(get("/v1/activities?type=page").at("/activities/0/customer_id")).isEqualTo("43");
		assertThat(get("/v1/activities?customer_id=42&limit=100").at("/activities/11/name")).isEqualTo("e0");
	}

	@Test
	void messagesAreThoseSentToThePerson() {
		send("{\"id\":\"42\"}");
		send("{\"id\":\"43\"}");
		send("{\"email\":\"a@example.com\"}");
		ApiTester.Answer answer = get("/v1/customers/42/messages");
		assertThat(answer.at("/messages/0/id")).isEqualTo("SIM0000000003");
		assertThat(answer.at("/messages/1/id")).isEqualTo("SIM0000000001");
		assertThat(answer.at("/messages/2")).isEmpty();
	}

	@Test
	void segmentsAndRelationshipsAreTold() {
		this.api.fixtures.segment(7, "VIP");
		this.api.call("POST", "/api/v1/segments/7/add_customers", "{\"ids\":[\"42\"]}");
		this.api.call("POST", "/api/v2/entity", """
				{"type":"person","action":"add_relationships","identifiers":{"id":"42"},
				 "cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"a:b"}}]}""");
		assertThat(get("/v1/customers/42/segments").at("/segments/0/id")).isEqualTo("7");
		assertThat(get("/v1/customers/42/relationships").at("/cio_relationships/0/identifiers/object_id"))
			.isEqualTo("a:b");
	}

	@Test
	void subscriptionPreferencesFollowTheAttribute() {
		this.api.fixtures.topic(1, "News").topic(2, "Offers");
		assertThat(get("/v1/customers/42/subscription_preferences").at("/customer/topics/1/subscribed"))
			.isEqualTo("true");
		this.api.call("PUT", "/api/v1/customers/42",
				"{\"cio_subscription_preferences\":\"{\\\"topics\\\":{\\\"topic_2\\\":false}}\"}");
		ApiTester.Answer answer = get("/v1/customers/42/subscription_preferences");
		assertThat(answer.at("/customer/topics/0/subscribed")).isEqualTo("true");
		assertThat(answer.at("/customer/topics/1/name")).isEqualTo("Offers");
		assertThat(answer.at("/customer/topics/1/subscribed")).isEqualTo("false");
	}

	@Test
	void partsOfNobodyOrUnknownPartsAreNotFound() {
		assertThat(get("/v1/customers/nobody/activities").status()).isEqualTo(404);
		assertThat(get("/v1/customers/42/nothing").status()).isEqualTo(404);
		this.api.call("DELETE", "/api/v1/customers/42");
		assertThat(get("/v1/customers/42/attributes").status()).isEqualTo(404);
	}

	private void send(String identifiers) {
		this.api.call("POST", "/v1/send/push", "{\"transactional_message_id\":3,\"identifiers\":" + identifiers + "}");
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
