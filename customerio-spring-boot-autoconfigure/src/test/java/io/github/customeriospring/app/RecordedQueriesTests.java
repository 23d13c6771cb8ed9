package io.github.customeriospring.app;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.catalog.MetricsPeriod;
import io.github.customeriospring.app.delivery.DeliveryFilter;
import io.github.customeriospring.app.export.DeliveryExport;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that queries are what the official Node SDK sends for the same calls, field by
 * field.
 */
class RecordedQueriesTests {

	private static final Identifier ID = Identifier.id("42");

	private static final Identifier EMAIL = Identifier.email("person@example.com");

	private static final Instant FROM = Instant.ofEpochSecond(1699990000);

	private static final Instant TO = Instant.ofEpochSecond(1700000000);

	private static final Filter FILTER = Filter.and(Filter.segment(7),
			Filter.or(Filter.attribute("plan", "pro"), Filter.not(Filter.hasAttribute("churned"))));

	private static final MetricsPeriod DAYS = MetricsPeriod.DAYS;

	/** The second page, as most recordings are of one. */
	private static final String[] PAGES = { "{\"next\":\"MTA=\"}", "{}" };

	private final List<DynamicTest> tests = new ArrayList<>();

	@TestFactory
	List<DynamicTest> queriesOfPeople() {
		compare("getCustomersByEmail", (template) -> template.customers().byEmail("a+b@example.com"));
		compare("getAttributes", (template) -> template.customers().attributes(ID));
		compare("getAttributesByEmail", (template) -> template.customers().attributes(EMAIL));
		compare("getAttributesByCioId", (template) -> template.customers().attributes(Identifier.cioId("a3000001")));
		compare("getAttributesWhenIdIsOdd", (template) -> template.customers().attributes(Identifier.id("a/b c?d#é")));
		compare("getCustomersAttributes",
				(template) -> template.customers().attributes(List.of(ID, Identifier.id("43"))));
		compare("searchCustomers", (template) -> template.customers().search(FILTER, 50));
		compare("getCustomerActivities", (template) -> template.customers().activities(ID, "event", "order placed"),
				"limit");
		compare("getCustomerMessages", (template) -> template.customers().messages(EMAIL, FROM, TO), "limit");
		compare("getCustomerRelationships", (template) -> template.customers().relationships(ID), "limit");
		compare("getCustomerSegments", (template) -> template.customers().segments(ID));
		compare("getCustomerSubscriptionPreferences",
				(template) -> template.customers().subscriptionPreferences(ID, "fr"));
		return this.tests;
	}

	@TestFactory
	List<DynamicTest> segmentsAndExports() {
		compare("listSegments", (template) -> template.segments().list());
		compare("createSegment", (template) -> template.segments().create("VIP", "Our best customers"));
		compare("getSegment", (template) -> template.segments().get(7));
		compare("getSegmentCustomerCount", (template) -> template.segments().count(7));
		compare("getSegmentMembership", (template) -> template.segments().members(7, 50));
		compare("deleteSegment", (template) -> template.segments().delete(7));
		compare("addCustomersToSegment",
				(template) -> template.segments().add(7, List.of(Identifier.id("42"), Identifier.id("43"))));
		compare("removeCustomersFromSegment", (template) -> template.segments().remove(7, List.of(EMAIL)));
		compare("listExports", (template) -> template.exports().list());
		compare("getExport", (template) -> template.exports().get(1));
		compare("downloadExport", (template) -> template.exports().download(1).onErrorComplete());
		compare("createCustomersExport", (template) -> template.exports().exportCustomers(FILTER));
		compare("createDeliveriesExport",
				(template) -> template.exports()
					.exportDeliveries(DeliveryExport.ofNewsletter(5)
						.between(FROM, TO)
						.attributes("plan", "city")
						.metric("sent")
						.drafts()));
		return this.tests;
	}

	@TestFactory
	List<DynamicTest> messagesAndWhatSendsThem() {
		compare("getMessages", (template) -> template.deliveries()
			.list(DeliveryFilter.all().between(FROM, TO).drafts().metric("sent").type("email").campaign(9).action(10)),
				"limit", "associations", "get_tracked_responses");
		compare("getMessage", (template) -> template.deliveries().get("dgOq6QIAAZ=="), "archived_message",
				"associations");
		compare("getArchivedMessage", (template) -> template.deliveries().content("dgOq6QIAAZ=="));
		compare("listNewsletters", (template) -> template.newsletters().list(), "limit", "sort");
		compare("getNewsletter", (template) -> template.newsletters().get(5));
		compare("getNewsletterMetrics", (template) -> template.newsletters().metrics(5, DAYS, 7));
		compare("getNewsletterMetricsLinks", (template) -> template.newsletters().linkMetrics(5, DAYS, 7, true));
		compare("getCampaign", (template) -> template.campaigns().get(9));
		compare("getCampaignMetricsLinks", (template) -> template.campaigns().linkMetrics(9, DAYS, 7, true));
		compare("getTransactionalMessage", (template) -> template.transactionalTemplates().get(3));
		compare("getTransactionalMessageMetrics", (template) -> template.transactionalTemplates().metrics(3, DAYS, 7));
		compare("getTransactionalMessageLinkMetrics",
				(template) -> template.transactionalTemplates().linkMetrics(3, DAYS, 7, true));
		return this.tests;
	}

	@TestFactory
	List<DynamicTest> content() {
		compare("getSenderIdentities", (template) -> template.senders().list(), "limit", "sort", "hidden");
		compare("getSenderIdentity", (template) -> template.senders().get(2));
		compare("createCollection",
				(template) -> template.collections().create("events", List.of(Map.of("city", "Lyon", "seats", 20))));
		compare("createCollectionFromUrl",
				(template) -> template.collections().create("prices", URI.create("https://example.com/prices.json")));
		compare("listCollections", (template) -> template.collections().list());
		compare("getCollection", (template) -> template.collections().get(1));
		compare("updateCollection", (template) -> template.collections().rename(1, "meetings"));
		compare("getCollectionContent", (template) -> template.collections().content(1));
		compare("updateCollectionContent",
				(template) -> template.collections().replaceContent(1, List.of(Map.of("city", "Graz", "seats", 12))));
		compare("deleteCollection", (template) -> template.collections().delete(1));
		compare("createSnippet", (template) -> template.snippets().create("footer note", "<p>Bye</p>"));
		compare("updateSnippet", (template) -> template.snippets().update("footer note", "<p>So long</p>"));
		compare("getSnippets", (template) -> template.snippets().list());
		compare("deleteSnippet", (template) -> template.snippets().delete("footer note"));
		return this.tests;
	}

	@TestFactory
	List<DynamicTest> listsThatTheSdkTakesForOnePage() {
		firstPage("listCampaigns", (template) -> template.campaigns().list());
		firstPage("listTransactionalMessages", (template) -> template.transactionalTemplates().list());
		return this.tests;
	}

	/**
	 * Compare a call.
	 * @param others parameters that we leave out or set otherwise
	 */
	private void compare(String name, Function<ReactiveCustomerIoTemplate, Publisher<?>> call, String... others) {
		test(name, FakeTransport.answering(PAGES), call, Set.of(others));
	}

	private void firstPage(String name, Function<ReactiveCustomerIoTemplate, Publisher<?>> call) {
		test(name, FakeTransport.answering("{}"), call, Set.of());
	}

	private void test(String name, FakeTransport transport, Function<ReactiveCustomerIoTemplate, Publisher<?>> call,
			Set<String> others) {
		this.tests.add(DynamicTest.dynamicTest(name, () -> {
			JsonNode recording = Recordings.call(name);
			Flux.from(call.apply(transport.template())).blockLast();
			assertThatRequestIsLike(transport.lastRequest(), recording, others);
		}));
	}

	private static void assertThatRequestIsLike(CustomerIoRequest request, JsonNode recording, Set<String> others) {
		URI uri = FakeTransport.uri(request);
		assertThat(request.method().name()).isEqualTo(recording.path("method").stringValue());
		assertThat(uri.getRawPath()).isEqualTo(recording.path("path").stringValue());
		assertThat(parameters(uri.getRawQuery(), others))
			.isEqualTo(parameters(recording.path("query").stringValue(), others));
		JsonNode body = recording.path("body");
		assertThat(request.bodyAsString().isEmpty() ? null : JsonMapper.shared().readTree(request.bodyAsString()))
			.isEqualTo(body.isNull() ? null : body);
		assertThat(request.quota())
			.isEqualTo("Basic".equals(recording.path("authorization").stringValue()) ? Quota.TRACK : Quota.APP);
		assertThat(request.idempotent()).isEqualTo(!recording.path("name").stringValue().startsWith("create"));
	}

	/** What {@code id_type} says if it is left out, we always say. */
	private static Set<String> parameters(String query, Set<String> others) {
		Set<String> parameters = new HashSet<>();
		UriComponentsBuilder.newInstance()
			.query(query)
			.build(true)
			.getQueryParams()
			.forEach((name, values) -> values.forEach((value) -> parameters.add(name + "=" + value)));
		parameters.removeIf((parameter) -> others.contains(parameter.substring(0, parameter.indexOf('='))));
		parameters.remove("id_type=id");
		return parameters;
	}

}
