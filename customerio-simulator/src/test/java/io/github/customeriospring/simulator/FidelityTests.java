package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.simulator.Source.Kind;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.rules.Assumption;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import io.github.customeriospring.simulator.workspace.SimulatedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the simulator does what Customer.io was seen or is said to do. Each names
 * where that was found.
 */
class FidelityTests {

	private static final String SMS = "{\"identifiers\":{\"id\":\"1\"},\"transactional_message_id\":1,%s}";

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, sendsms and optoutChannels.from")
	@CsvSource({ "sms, from, ACME, 200", "sms, from, 72345, 200", "sms, from, MG9752274e9e519418, 200",
			"sms, to, {{customer.phone}}, 200", "whatsapp, to, {{customer.phone}}, 200", "sms, to, 555, 400",
			"whatsapp, from, ACME, 400", "whatsapp, from, +15555550100, 200", "sms, from, ' ', 400" })
	void phonesSendFromSenderIdsAndToLiquid(String channel, String field, String value, int status) {
		assertThat(post("/v1/send/" + channel, SMS.formatted("\"" + field + "\":\"" + value + "\"")).status())
			.isEqualTo(status);
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "App OpenAPI of 2026-08, tag Send Messages, and its 413")
	void payloadAndAttachmentsAreMeasuredApart() {
		assertThat(email("\"body\":\"" + "x".repeat(500_000) + "\"", "a.pdf", 1_800_000).status()).isEqualTo(200);
		ApiTester.Answer body = email("\"body\":\"" + "x".repeat(1_200_000) + "\"", "a.pdf", 4);
		assertThat(body.status()).isEqualTo(413);
		ApiTester.Answer attachment = email("\"subject\":\"s\"", "a.pdf", 2_000_000);
		assertThat(attachment.status()).isEqualTo(413);
		assertThat(attachment.at("/meta/error")).isEqualTo("Total attachment size exceeds the limit");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "App OpenAPI of 2026-08, 403 of sendEmail")
	void attachmentOfAForbiddenTypeIs403() {
		ApiTester.Answer answer = email("\"subject\":\"s\"", "setup.EXE", 4);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.at("/meta/error")).isEqualTo("Forbidden file type exe for attachment setup.EXE.");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, customerAttributesObject")
	void attributesAreStringsWithTheIdentifiersAmongThem() {
		put("42", "{\"email\":\"a@example.com\",\"seats\":3,\"vip\":true,\"address\":{\"city\":\"Ulm\"}}");
		ApiTester.Answer answer = get("/v1/customers/42/attributes");
		assertThat(answer.at("/customer/attributes")).isEqualTo("{\"id\":\"42\",\"cio_id\":\"30000000001\","
				+ "\"email\":\"a@example.com\",\"seats\":\"3\",\"vip\":\"true\",\"address\":\"{\\\"city\\\":\\\"Ulm\\\"}\"}");
		put("b@example.com", "{}");
		assertThat(get("/v1/customers?email=b%40example.com").body())
			.isEqualTo("{\"results\":[{\"cio_id\":\"30000000002\",\"id\":null,\"email\":\"b@example.com\"}]}");
	}

	@ParameterizedTest
	@Source(kind = Kind.RECORDED, value = "airbytehq/airbyte source-customer-io, 2026-10-07")
	@CsvSource(delimiter = ';', value = { "cio_id; exists; ''; [\"42\",\"\"]", "id; exists; ''; [\"42\"]",
			"email; eq; B@example.com; [\"\"]", "id; eq; 42; [\"42\"]" })
	void identifiersCanBeSearchedFor(String field, String operator, String value, String ids) {
		put("42", "{}");
		put("b@example.com", "{}");
		assertThat(post("/v1/customers", "{\"filter\":{\"attribute\":{\"field\":\"" + field + "\",\"operator\":\""
				+ operator + "\",\"value\":\"" + value + "\"}}}")
			.at("/ids")).isEqualTo(ids);
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, PUT /api/v1/customers/{identifier}")
	void emailAddressesAreTheSameInUpperAndLowerCase() {
		put("Jane@example.com", "{\"plan\":\"pro\"}");
		put("jane@EXAMPLE.com", "{\"seats\":3}");
		assertThat(this.api.workspace.people()).hasSize(1);
		assertThat(this.api.workspace.log().distinctPeople()).isOne();
		assertThat(get("/v1/customers?email=JANE%40example.com").at("/results/0/cio_id")).isEqualTo("30000000001");
		put("7", "{\"email\":\"JANE@example.com\"}");
		assertThat(this.api.workspace.people()).hasSize(1);
	}

	@ParameterizedTest
	@Source(kind = Kind.PRODUCTION, value = "segmentio/action-destinations and rudder-transformer, 2026")
	@CsvSource({ "event, 200", "page, 200", "screen, 200", "identify, 400", "delete, 400" })
	void anonymousEventsComeThroughVersion2(String action, int status) {
		assertThat(post("/api/v2/entity",
				"{\"type\":\"person\",\"action\":\"" + action
						+ "\",\"identifiers\":{\"anonymous_id\":\"v1\"},\"name\":\"visit\"}")
			.status()).isEqualTo(status);
		assertThat(this.api.workspace.events()).hasSize((status == 200) ? 1 : 0)
			.allSatisfy((event) -> assertThat(event.anonymousId()).isEqualTo("v1"));
		assertThat(this.api.workspace.people()).isEmpty();
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, anonymous_id")
	void anonymousEventsBecomeThoseOfWhoGetsTheAnonymousId() {
		post("/api/v2/batch", "{\"batch\":[{\"type\":\"person\",\"action\":\"page\",\"identifiers\":"
				+ "{\"anonymous_id\":\"v1\"},\"name\":\"home\"}]}");
		post("/api/v1/events", "{\"name\":\"visit\",\"anonymous_id\":\"v1\"}");
		post("/api/v1/events", "{\"name\":\"other\",\"anonymous_id\":\"v2\"}");
		put("42", "{\"anonymous_id\":\"v1\"}");
		assertThat(this.api.workspace.person("42").events()).extracting(SimulatedEvent::name)
			.containsExactly("home", "visit");
		assertThat(this.api.workspace.person("42").attributes()).isEmpty();
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, suppress and unsuppress")
	void suppressDeletesAndUnsuppressDoesNotBringBack() {
		put("42", "{\"email\":\"a@example.com\"}");
		post("/api/v1/customers/42/suppress", "");
		assertThat(get("/v1/customers?email=a%40example.com").body()).isEqualTo("{\"results\":[]}");
		assertThat(get("/v1/customers/42/attributes").status()).isEqualTo(404);
		put("42", "{\"plan\":\"dropped\"}");
		post("/api/v1/customers/42/unsuppress", "");
		assertThat(get("/v1/customers/42/attributes").status()).isEqualTo(404);
		assertThat(this.api.workspace.people()).isEmpty();
		put("42", "{\"plan\":\"new\"}");
		assertThat(get("/v1/customers/42/attributes").at("/customer/attributes"))
			.isEqualTo("{\"id\":\"42\",\"cio_id\":\"30000000002\",\"plan\":\"new\"}");
	}

	@ParameterizedTest
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, campaignRequest; App OpenAPI, 422")
	@ValueSource(strings = { "\"emails\":[\"nobody@example.com\"]", "\"ids\":[\"1\",\"nobody\"]",
			"\"per_user_data\":[{\"id\":\"nobody\",\"data\":{}}]" })
	void broadcastToWhoDoesNotExistIsRefusedUnlessFlagged(String audience) {
		put("1", "{}");
		ApiTester.Answer refused = post("/v1/campaigns/12/triggers", "{" + audience + "}");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.at("/errors/0/detail"))
			.isEqualTo("Errors were found while processing per user data (ids, emails or json data)."
					+ " More detail available from the errors endpoint for trigger 1");
		assertThat(refused.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/per_user_data");
		assertThat(get("/v1/campaigns/12/triggers/1/errors").at("/errors/0")).contains("there is no person");
		String flag = audience.contains("emails") ? "email_ignore_missing" : "id_ignore_missing";
		assertThat(post("/v1/campaigns/12/triggers", "{" + audience + ",\"" + flag + "\":true}").status())
			.isEqualTo(200);
	}

	@Test
	void broadcastToWhoDoesNotExistIsAcceptedWhenTheyAreAssumedToBeFoundLater() {
		ApiTester lenient = new ApiTester(Assumption.RECIPIENTS_CHECKED_LATER);
		assertThat(lenient.call("POST", "/v1/campaigns/12/triggers", "{\"ids\":[\"nobody\"]}").status()).isEqualTo(200);
		assertThat(lenient.call("GET", "/v1/campaigns/12/triggers/1/errors").at("/errors/0")).startsWith("line 1");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, the tip at PUT customers")
	void newIdWithAKnownEmailIsThatPerson() {
		put("a@example.com", "{\"plan\":\"pro\"}");
		put("77", "{\"email\":\"a@example.com\"}");
		assertThat(this.api.workspace.people()).hasSize(1);
		assertThat(this.api.workspace.person("77").attributes()).containsEntry("plan", "pro");
		put("78", "{\"email\":\"a@example.com\"}");
		assertThat(this.api.workspace.person("a@example.com").identifiers()).containsEntry("id", "77");
		assertThat(this.api.workspace.person("78").identifiers()).doesNotContainKey("email");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, PUT customers: identifiers that are set")
	void identifiersThatAreSetChangeOnlyByCioId() {
		put("42", "{\"email\":\"a@example.com\"}");
		put("a@example.com", "{\"id\":\"43\"}");
		put("42", "{\"email\":\"b@example.com\",\"plan\":\"pro\"}");
		assertThat(this.api.workspace.person("42").identifiers()).containsEntry("email", "a@example.com");
		assertThat(this.api.workspace.person("42").attributes()).containsEntry("plan", "pro");
		put("cio_30000000001", "{\"id\":\"44\",\"email\":\"b@example.com\"}");
		assertThat(this.api.workspace.person("44").identifiers()).containsEntry("email", "b@example.com");
	}

	@Test
	void emailChangesByIdWhenTheWorkspaceIsAssumedToAllowIt() {
		ApiTester lenient = new ApiTester(Assumption.EMAIL_CHANGES_BY_ID);
		lenient.call("PUT", "/api/v1/customers/42", "{\"email\":\"a@example.com\"}");
		lenient.call("PUT", "/api/v1/customers/42", "{\"email\":\"b@example.com\"}");
		assertThat(lenient.workspace.person("42").identifiers()).containsEntry("email", "b@example.com");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, merge_customers")
	void mergeMovesManualSegments() {
		this.api.fixtures.segment(7, "VIP");
		put("1", "{}");
		put("2", "{}");
		post("/api/v1/segments/7/add_customers", "{\"ids\":[\"2\"]}");
		post("/api/v1/merge_customers", "{\"primary\":{\"id\":\"1\"},\"secondary\":{\"id\":\"2\"}}");
		assertThat(get("/v1/customers/1/segments").at("/segments/0/id")).isEqualTo("7");
		assertThat(get("/v1/segments/7/customer_count").at("/count")).isEqualTo("1");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, object identify has no timestamp")
	void timestampOfAnObjectOrdersNothing() {
		String object = "{\"type\":\"object\",\"action\":\"identify\",\"identifiers\":{\"object_type_id\":\"1\","
				+ "\"object_id\":\"a\"},\"timestamp\":%d,\"attributes\":{\"name\":\"%s\"}}";
		post("/api/v2/entity", object.formatted(1_700_000_002, "newer"));
		post("/api/v2/entity", object.formatted(1_700_000_001, "later"));
		assertThat(this.api.workspace.object("1", "a").attributes()).containsEntry("name", "later");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, cio_relationships and cio_object_id")
	void relationshipsHaveAttributesAndObjectsAnIdOfCustomerIo() {
		post("/api/v2/entity",
				"{\"type\":\"object\",\"action\":\"identify\",\"identifiers\":{\"object_type_id\":\"1\","
						+ "\"object_id\":\"a\"},\"cio_relationships\":[{\"identifiers\":{\"id\":\"42\"},"
						+ "\"relationship_attributes\":{\"role\":\"owner\"}}]}");
		SimulatedObject object = this.api.workspace.object("1", "a");
		assertThat(object.relationships()).containsEntry("id:42", Map.of("role", "owner"));
		post("/api/v2/entity",
				"{\"type\":\"object\",\"action\":\"add_relationships\",\"identifiers\":{\"cio_object_id\":\""
						+ object.cioObjectId()
						+ "\"},\"cio_relationships\":[{\"identifiers\":{\"email\":\"b@example.com\"}}]}");
		assertThat(this.api.workspace.object("1", "a").people()).containsExactly("id:42", "email:b@example.com");
		post("/api/v2/entity",
				"{\"type\":\"object\",\"action\":\"delete\",\"identifiers\":{\"object_type_id\":\"1\",\"object_id\":\"a\"}}");
		assertThat(this.api.workspace.person("42").relationships()).isEmpty();
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, PUT customers, cio_relationships.action")
	void identifyOfVersion1DeletesRelationshipsToo() {
		String body = "{\"cio_relationships\":{\"action\":\"%s\",\"relationships\":[{\"identifiers\":"
				+ "{\"object_type_id\":\"1\",\"object_id\":\"a\"}}]}}";
		put("42", body.formatted("add_relationships"));
		assertThat(this.api.workspace.object("1", "a").people()).containsExactly("id:42");
		put("42", body.formatted("delete_relationships"));
		assertThat(this.api.workspace.object("1", "a").people()).isEmpty();
	}

	@ParameterizedTest
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, v2_cio_relationships")
	@CsvSource(delimiter = ';',
			value = { "{\"id\":\"42\"}; 200", "{\"cio_id\":\"42\"}; 200", "{\"phone\":\"+15555550100\"}; 400",
					"{\"id\":\"42\",\"email\":\"a@example.com\"}; 400", "{}; 400", "7; 400", "{\"id\":\"\"}; 400" })
	void peopleOfObjectsAreNamedById(String identifiers, int status) {
		String body = "{\"type\":\"object\",\"action\":\"identify\",\"identifiers\":{\"object_type_id\":\"1\","
				+ "\"object_id\":\"a\"},\"cio_relationships\":[{\"identifiers\":" + identifiers + "}]}";
		assertThat(post("/api/v2/entity", body).status()).isEqualTo(status);
		assertThat(new ApiTester(Assumption.RELATIONSHIPS_UNCHECKED).call("POST", "/api/v2/entity", body).status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@Source(kind = Kind.RECORDED, value = "airbytehq/airbyte source-customer-io, 2026-10-07")
	@CsvSource({ "'', 42", "?id_type=email, a@example.com", "?id_type=cio_id, 30000000001" })
	void attributesOfManyAreBareAndFoundByAnyIdentifier(String query, String id) {
		put("42", "{\"email\":\"a@example.com\",\"plan\":\"pro\"}");
		ApiTester.Answer answer = post("/v1/customers/attributes" + query, "{\"ids\":[\"nobody\",\"" + id + "\"]}");
		assertThat(answer.at("/customers/0/attributes/plan")).isEqualTo("pro");
		assertThat(answer.at("/customers/1")).isEmpty();
		assertThat(post("/v1/customers/attributes?id_type=phone", "{\"ids\":[\"1\"]}").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@Source(kind = Kind.RECORDED, value = "CauldronUp/cauldron recipes/customerio, probes of 2026-09-01")
	@ValueSource(strings = { "GET /v1/nothing", "GET /v1/", "GET /v1", "PUT /v1/segments", "GET /api/v1/nothing",
			"GET /api/v2/batch", "POST /" })
	void unknownPathOrMethodIsAPage(String call) {
		ApiTester.Answer answer = this.api.call(call.split(" ")[0], call.split(" ")[1]);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).startsWith("<!DOCTYPE html>").hasSize(3817);
	}

	@Test
	@Source(kind = Kind.RECORDED, value = "customer-node issue 29")
	void errorOfVersion1NamesTheAttribute() {
		assertThat(put("42", "{\"x\":\"" + "x".repeat(1001) + "\"}").at("/meta/errors/0"))
			.isEqualTo("value for attribute 'x' cannot be longer than 1000 bytes");
	}

	@Test
	@Source(kind = Kind.RECORDED, value = "airbytehq/airbyte source-customer-io, 2026-10-07")
	void activitiesAndMessagesComeNewestFirst() {
		for (int i = 0; i < 2; i++) {
			post("/api/v1/customers/42/events", "{\"name\":\"e" + i + "\"}");
			post("/v1/send/push", "{\"identifiers\":{\"id\":\"42\"},\"transactional_message_id\":1}");
		}
		assertThat(get("/v1/activities?limit=1").at("/activities/0/name")).isEqualTo("e1");
		assertThat(get("/v1/activities?limit=1").at("/activities/0/id")).isNotEmpty();
		assertThat(get("/v1/customers/42/activities?limit=1").at("/activities/0/name")).isEqualTo("e1");
		assertThat(get("/v1/messages?limit=1").at("/messages/0/id")).isEqualTo("SIM0000000002");
	}

	@Test
	@Source(kind = Kind.SDK, value = "customerio-node test/fixtures/responses of 2026-05-27; airbyte, 2026-10-07")
	void someEmptyListsAreNull() {
		assertThat(get("/v1/exports").body()).isEqualTo("{\"exports\":null}");
		this.api.fixtures.segment(1, "VIP");
		assertThat(get("/v1/segments/1/membership").body())
			.isEqualTo("{\"segment_id\":1,\"ids\":null,\"identifiers\":null,\"next\":\"\"}");
	}

	@Test
	@Source(kind = Kind.RECORDED, value = "airbytehq/airbyte source-customer-io, 2026-10-07")
	void senderIdentitiesHaveAnEmptyLastPage() {
		assertThat(get("/v1/sender_identities").at("/next")).isEmpty();
		this.api.fixtures.add(SimulatedResource.SENDER_IDENTITY, 1, Map.of());
		ApiTester.Answer first = get("/v1/sender_identities");
		assertThat(first.at("/next")).isNotEmpty();
		ApiTester.Answer last = get("/v1/sender_identities?start=" + first.at("/next").replace("=", "%3D"));
		assertThat(last.at("/sender_identities")).isEqualTo("[]");
		assertThat(last.at("/next")).isEmpty();
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, exportObject.total")
	void totalOfAnExportIsZeroUntilItIsDone() {
		put("42", "{}");
		String filter = "{\"filters\":{\"attribute\":{\"field\":\"id\",\"operator\":\"exists\"}}}";
		assertThat(post("/v1/exports/customers", filter).at("/export/total")).isEqualTo("0");
		assertThat(get("/v1/exports/1").at("/export/total")).isEqualTo("0");
		assertThat(get("/v1/exports/1").at("/export/total")).isEqualTo("1");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "App OpenAPI of 2026-08, send_at and queue_draft; drafts of messages")
	void messagesThatWaitAreNotSent() {
		assertThat(push("\"send_at\":1799999999").body()).doesNotContain("send_at");
		assertThat(push("\"send_at\":1800000060").at("/send_at")).isEqualTo("1800000060");
		push("\"queue_draft\":true");
		assertThat(get("/v1/messages/SIM0000000002").at("/message/metrics/sent")).isEmpty();
		assertThat(get("/v1/messages").at("/messages/1/id")).isEqualTo("SIM0000000001");
		assertThat(get("/v1/messages").at("/messages/2")).isEmpty();
		assertThat(get("/v1/messages?drafts=true").at("/messages/0/id")).isEqualTo("SIM0000000003");
		this.api.clock.advance(Duration.ofSeconds(60));
		assertThat(get("/v1/messages/SIM0000000002").at("/message/metrics/sent")).isEqualTo("1800000060");
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, add_customers")
	void segmentsMustExistAndIgnoreWhoDoesNot() {
		assertThat(post("/api/v1/segments/7/add_customers", "{\"ids\":[\"1\"]}").status()).isEqualTo(400);
		this.api.fixtures.segment(7, "VIP");
		put("1", "{\"email\":\"a@example.com\"}");
		post("/api/v1/segments/7/add_customers", "{\"ids\":[\"1\",\"nobody\"]}");
		post("/api/v1/segments/7/add_customers?id_type=email", "{\"ids\":[\"A@example.com\"]}");
		assertThat(get("/v1/segments/7/customer_count").at("/count")).isEqualTo("1");
		this.api.call("DELETE", "/api/v1/customers/1");
		assertThat(get("/v1/segments/7/customer_count").at("/count")).isEqualTo("0");
		ApiTester lenient = new ApiTester(Assumption.SEGMENTS_ON_DEMAND);
		assertThat(lenient.call("POST", "/api/v1/segments/7/add_customers", "{\"ids\":[\"1\"]}").status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, devices, forms and metrics")
	@CsvSource(delimiter = ';', value = {
			"PUT /api/v1/customers/1/devices; {\"device\":{\"id\":\"t\",\"platform\":\"web\"}}",
			"PUT /api/v1/customers/1/devices; {\"device\":{\"id\":\"t\",\"platform\":\"ios\",\"attributes\":{\"a\":1}}}",
			"POST /api/v1/forms/f/submit; {\"data\":{\"id\":\"1\",\"email\":\"a@example.com\"}}",
			"POST /api/v1/forms/f/submit; {\"data\":{\"id\":\"1\",\"seats\":3}}",
			"POST /api/v1/metrics; {\"delivery_id\":\"d\",\"metric\":\"looked\"}",
			"POST /api/v1/push/events; {\"delivery_id\":\"d\",\"event\":\"clicked\"}" })
	void whatTheSpecificationDoesNotListIsRefused(String call, String body) {
		assertThat(this.api.call(call.split(" ")[0], call.split(" ")[1], body).status()).isEqualTo(400);
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, POST /api/v2/batch: 207 at least one")
	void batchOfInvalidOperationsIs207UnlessAssumedToBe400() {
		String body = "{\"batch\":[{\"type\":\"person\"}]}";
		assertThat(post("/api/v2/batch", body).status()).isEqualTo(207);
		assertThat(new ApiTester(Assumption.INVALID_BATCH_REFUSED).call("POST", "/api/v2/batch", body).status())
			.isEqualTo(400);
	}

	@Test
	@Source(kind = Kind.SPECIFICATION, value = "Track OpenAPI of 2026-08, headers; 15 recipients")
	void headersAreAsciiAndCommasInNamesPartNoRecipients() {
		assertThat(email("\"headers\":{\"X-A\":\"\u00e4\"}", "a.pdf", 4).status()).isEqualTo(400);
		String fifteen = "\\\"Doe, Jane\\\" <a@example.com>" + ",b@example.com".repeat(14);
		assertThat(post("/v1/send/email",
				"{\"identifiers\":{\"id\":\"1\"},\"transactional_message_id\":1,\"to\":\"" + fifteen + "\"}")
			.status()).isEqualTo(200);
	}

	private ApiTester.Answer email(String field, String attachment, int bytes) {
		return post("/v1/send/email",
				"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a@example.com\"," + "\"transactional_message_id\":1," + field
						+ ",\"attachments\":{\"" + attachment + "\":\"" + "x".repeat(bytes) + "\"}}");
	}

	private ApiTester.Answer push(String field) {
		return post("/v1/send/push", "{\"identifiers\":{\"id\":\"42\"},\"transactional_message_id\":1," + field + "}");
	}

	private ApiTester.Answer put(String person, String attributes) {
		return this.api.call("PUT", "/api/v1/customers/" + person, attributes);
	}

	private ApiTester.Answer post(String uri, String body) {
		return this.api.call("POST", uri, body);
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
