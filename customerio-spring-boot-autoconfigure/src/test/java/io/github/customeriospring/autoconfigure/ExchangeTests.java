package io.github.customeriospring.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Calls paths that have no method of their own.
 */
class ExchangeTests {

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void bodyIsSentAndAnswerIsReadInSnakeCase() {
		this.customerIo.faults()
			.next(1, Fault.status(200, "{\"first_name\":\"Jane\",\"created_at\":1700000000,\"x\":1}"));
		Instant created = Instant.ofEpochSecond(1_700_000_000);
		this.contextRunner.run((context) -> assertThat(template(context)
			.exchange(HttpMethod.PUT, "/v1/people/{id}", new Person("Jim", created, null), Person.class, "a/b c")
			.block()).isEqualTo(new Person("Jane", created, null)));
		RecordedRequest request = this.customerIo.requests().get(0);
		assertThat(request.path()).isEqualTo("/v1/people/a%2Fb%20c");
		assertThat(request.body()).isEqualTo("{\"first_name\":\"Jim\",\"created_at\":1700000000}");
	}

	@Test
	void answerOfAGenericTypeIsRead() {
		this.customerIo.faults().next(1, Fault.status(200, "{\"a\":[1,2]}"));
		this.contextRunner.run((context) -> assertThat(template(context).exchange(HttpMethod.GET, "/v1/numbers", null,
				new ParameterizedTypeReference<Map<String, List<Integer>>>() {
				})
			.block()).isEqualTo(Map.of("a", List.of(1, 2))));
	}

	@Test
	void answerThatIsEmptyOrIgnoredIsEmpty() {
		this.customerIo.faults().next(1, Fault.emptyBody(204)).next(1, Fault.status(200, "{\"a\":1}"));
		this.contextRunner.run((context) -> {
			assertThat(template(context).exchange(HttpMethod.DELETE, "/v1/a", null, JsonNode.class).block()).isNull();
			assertThat(template(context).exchange(HttpMethod.DELETE, "/v1/a", null, Void.class).block()).isNull();
		});
	}

	@Test
	void answerOfAnotherFormFailsWithoutQuotingIt() {
		this.customerIo.faults().next(1, Fault.status(200, "{\"a\":\"jane@example.com\"}"));
		this.contextRunner
			.run((context) -> assertThat(catchThrowableOfType(CustomerIoException.class, () -> template(context)
				.exchange(HttpMethod.GET, "/v1/numbers", null, new ParameterizedTypeReference<Map<String, Integer>>() {
				})
				.block())).hasMessageEndingWith("a response of 24 bytes in an unexpected format").hasNoCause());
	}

	@ParameterizedTest
	@CsvSource({ "GET, /v1/segments, APP, 2", "POST, /v1/customers, APP, 2", "POST, /v1/newsletters/1/send, APP, 1",
			"POST, /v1/send/email, TRANSACTIONAL, 1", "POST, /v1/campaigns/1/triggers, BROADCAST, 1",
			"POST, /api/v2/entity, TRACK, 1", "PUT, /api/v1/customers/1, TRACK, 2" })
	void callIsRepeatedAsItsPathAndMethodAllow(String method, String path, SimulatedQuota quota, int attempts) {
		this.customerIo.faults().next(quota, 9, Fault.status(500));
		this.contextRunner.withPropertyValues("customerio.retry.max-retries=1")
			.run((context) -> catchThrowableOfType(CustomerIoException.class,
					() -> template(context).exchange(HttpMethod.valueOf(method), path, Map.of(), JsonNode.class)
						.block()));
		assertThat(this.customerIo.requests()).hasSize(attempts);
	}

	@Test
	void bodyThatIsNoJsonIsRefusedAtOnceWithoutQuotingIt() {
		this.contextRunner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(
					() -> template(context).exchange(HttpMethod.POST, "/v1/segments", new Failing(), JsonNode.class))
			.satisfies(
					(ex) -> assertThat(ex.getMessage()).contains("'body' cannot be written").doesNotContain("jane")));
	}

	private static ReactiveCustomerIoTemplate template(ApplicationContext context) {
		return context.getBean(ReactiveCustomerIoTemplate.class);
	}

	private record Person(String firstName, Instant createdAt, String lastName) {

	}

	private static final class Failing {

		@SuppressWarnings("unused")
		public String getName() {
			throw new IllegalStateException("jane@example.com");
		}

	}

}
