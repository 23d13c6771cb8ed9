package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three seconds of queries at 10 a second beside identifies at 100 a second, all of them
 * there at once. The order in which they end shows that neither waits for the other.
 */
class QuotasSideBySideTests {

	private static final int QUERIES = 30;

	private static final int IDENTIFIES = 300;

	@Test
	void queriesAndIdentifiesDoNotSlowEachOther() {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start()) {
			CustomerIoContextRunner.create(customerIo).run((context) -> {
				ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
				Flux<String> queries = Flux.range(0, QUERIES)
					.flatMap((number) -> template
						.exchange(HttpMethod.GET, "/v1/customers?email={email}", null, JsonNode.class,
								number + "@example.com")
						.thenReturn("query"), QUERIES);
				Flux<String> identifies = Flux.range(0, IDENTIFIES)
					.flatMap((number) -> template.identify("person" + number, Map.of("number", number))
						.thenReturn("identify"), IDENTIFIES);
				List<String> ended = Flux.merge(queries, identifies).collectList().block(Duration.ofMinutes(1));
				assertThat(ended).hasSize(QUERIES + IDENTIFIES);
				assertThat(customerIo.stats(SimulatedQuota.APP).refused()).isZero();
				assertThat(customerIo.stats(SimulatedQuota.TRACK).refused()).isZero();
				assertThat(customerIo.stats(SimulatedQuota.APP).mostInAnyWindow()).isLessThanOrEqualTo(10);
				assertThat(customerIo.people()).hasSize(IDENTIFIES);
				// at half time half of both have ended, a window more or less
				assertThat(ended.subList(0, ended.size() / 2)).filteredOn("query"::equals)
					.hasSizeBetween(QUERIES / 2 - 10, QUERIES / 2 + 10);
			});
		}
	}

}
