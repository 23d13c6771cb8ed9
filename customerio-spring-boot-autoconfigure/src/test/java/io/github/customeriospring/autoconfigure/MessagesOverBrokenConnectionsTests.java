package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand messages to a server that accepts 5 % of them and resets the connection
 * instead of answering.
 */
class MessagesOverBrokenConnectionsTests {

	private static final Logger logger = LoggerFactory.getLogger(MessagesOverBrokenConnectionsTests.class);

	private static final int MESSAGES = 1000;

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.limit(SimulatedQuota.TRANSACTIONAL, 2 * MESSAGES, Duration.ofSeconds(1))
		.start();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo)
		.withPropertyValues("customerio.rate-limit.transactional.limit=" + MESSAGES);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void messageIsAcceptedAtMostOnceAndReportedAsUnknownWhereNoAnswerCame() {
		this.customerIo.faults()
			.random(0.05, Fault.acceptThenReset(), 1)
			.random(0.02, Fault.reset(), 2)
			.random(0.02, Fault.status(503), 3);
		this.contextRunner.run((context) -> {
			List<Outcome> outcomes = send(context.getBean(ReactiveCustomerIoTemplate.class));
			List<Integer> accepted = accepted();
			Set<Integer> confirmed = numbers(outcomes, true);
			Set<Integer> unknown = numbers(outcomes, false);
			assertThat(accepted).doesNotHaveDuplicates().containsAll(confirmed);
			assertThat(confirmed).doesNotContainAnyElementsOf(unknown);
			assertThat(confirmed.size() + unknown.size()).isEqualTo(MESSAGES);
			assertThat(unknown).hasSizeGreaterThan(MESSAGES / 40);
			// what arrived without an answer is among the unknown, and so is what did not
			assertThat(accepted).hasSizeBetween(confirmed.size() + 1, MESSAGES - 1);
			assertThat(outcomes).filteredOn((outcome) -> outcome.failure() != null)
				.allMatch((outcome) -> outcome.failure().isDeliveryUnknown());
			logger.warn("{} confirmed, {} unknown, {} of those accepted", confirmed.size(), unknown.size(),
					accepted.size() - confirmed.size());
		});
	}

	@Test
	void messageWhenUnsafeIsRepeatedAndMayBeAcceptedTwice() {
		this.customerIo.faults().random(0.05, Fault.acceptThenReset(), 1);
		this.contextRunner.withPropertyValues("customerio.retry.repeat-messages=true").run((context) -> {
			List<Outcome> outcomes = send(context.getBean(ReactiveCustomerIoTemplate.class));
			assertThat(numbers(outcomes, true)).hasSize(MESSAGES);
			long resets = this.customerIo.requests().stream().filter((request) -> request.status() == 0).count();
			long duplicates = accepted().size() - MESSAGES;
			assertThat(duplicates).isPositive().isEqualTo(resets);
			logger.warn("{} duplicates", duplicates);
		});
	}

	private List<Outcome> send(ReactiveCustomerIoTemplate template) {
		return Flux.range(0, MESSAGES)
			.flatMap((number) -> template
				.send(TransactionalMessage.push(Identifier.id("42"))
					.template(3)
					.messageData(Map.of("number", number))
					.build())
				.map((delivery) -> new Outcome(number, null))
				.onErrorResume(CustomerIoException.class, (ex) -> Mono.just(new Outcome(number, ex))), MESSAGES)
			.collectList()
			.block(Duration.ofMinutes(1));
	}

	private List<Integer> accepted() {
		return this.customerIo.deliveries()
			.stream()
			.map((delivery) -> (Integer) ((Map<?, ?>) delivery.request().get("message_data")).get("number"))
			.toList();
	}

	private static Set<Integer> numbers(List<Outcome> outcomes, boolean confirmed) {
		return outcomes.stream()
			.filter((outcome) -> (outcome.failure() == null) == confirmed)
			.map(Outcome::number)
			.collect(Collectors.toSet());
	}

	private record Outcome(int number, CustomerIoException failure) {

	}

}
