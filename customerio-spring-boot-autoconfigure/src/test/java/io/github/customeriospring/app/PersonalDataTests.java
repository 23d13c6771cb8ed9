package io.github.customeriospring.app;

import java.util.function.Function;
import java.util.stream.Stream;

import io.github.customeriospring.app.customer.Customer;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what queries return shows no personal data and no contents when it is
 * logged.
 */
class PersonalDataTests {

	private static final String IDENTIFIERS = "{\"id\":\"SECRET\",\"email\":\"SECRET\",\"cio_id\":\"SECRET\"}";

	private static final Identifier PERSON = Identifier.id("42");

	@TestFactory
	Stream<DynamicTest> toStringShowsNone() {
		return Stream.of(shows("{\"results\":[%s]}", (template) -> template.customers().byEmail("a@example.com")),
				shows("""
						{"customer":{"id":"SECRET","identifiers":%s,"attributes":{"SECRET":"SECRET"},
							"devices":[{"id":"SECRET","platform":"ios","attributes":{"a":"SECRET"}}]}}""",
						(template) -> template.customers().attributes(PERSON)),
				shows("{\"customer\":{\"devices\":[{\"id\":\"SECRET\"}]}}",
						(template) -> template.customers().attributes(PERSON).flatMapIterable(Customer::devices)),
				shows("""
						{"activities":[{"id":"1","type":"event","name":"SECRET","customer_id":"SECRET",
							"customer_identifiers":%s,"data":{"a":"SECRET"}}]}""",
						(template) -> template.customers().activities(PERSON)),
				shows("{\"cio_relationships\":[{\"attributes\":{\"a\":\"SECRET\"}}]}",
						(template) -> template.customers().relationships(PERSON)),
				shows("{\"customer\":{\"id\":\"SECRET\",\"identifiers\":%s}}",
						(template) -> template.customers().subscriptionPreferences(PERSON)),
				shows("""
						{"message":{"id":"m","type":"email","customer_id":"SECRET","customer_identifiers":%s,
							"recipient":"SECRET","subject":"SECRET","failure_message":"SECRET","x":"SECRET"}}""",
						(template) -> template.deliveries().get("m")),
				shows("""
						{"archived_message":{"id":"m","recipient":"SECRET","from":"SECRET","subject":"SECRET",
							"body":"SECRET","x":"SECRET"}}""", (template) -> template.deliveries().content("m")),
				shows("{\"exports\":[{\"id\":1,\"description\":\"SECRET\",\"user_email\":\"SECRET\"}]}",
						(template) -> template.exports().list()),
				shows("{\"campaign\":{\"id\":9,\"created_by\":\"SECRET\"}}", (template) -> template.campaigns().get(9)),
				shows("{\"newsletter\":{\"id\":9,\"subject\":\"SECRET\",\"x\":\"SECRET\"}}",
						(template) -> template.newsletters().get(9)),
				shows("{\"message\":{\"id\":9,\"x\":\"SECRET\"}}",
						(template) -> template.transactionalTemplates().get(9)),
				shows("{\"sender_identity\":{\"id\":2,\"name\":\"SECRET\",\"email\":\"SECRET\",\"address\":\"SECRET\"}}",
						(template) -> template.senders().get(2)),
				shows("{\"snippets\":[{\"name\":\"footer\",\"value\":\"SECRET\"}]}",
						(template) -> template.snippets().list()));
	}

	private static DynamicTest shows(String answer, Function<ReactiveCustomerIoTemplate, Publisher<?>> call) {
		String json = answer.replace("%s", IDENTIFIERS);
		return DynamicTest.dynamicTest(json.substring(0, json.indexOf(':')), () -> {
			FakeTransport transport = FakeTransport.answering(json);
			Object result = Flux.from(call.apply(transport.template())).blockLast();
			assertThat(result).isNotNull();
			assertThat(result.toString()).isNotEmpty().doesNotContain("SECRET");
		});
	}

}
