package io.github.customeriospring.autoconfigure;

import java.time.Instant;

import io.github.customeriospring.operation.Attributes;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the {@link Attributes} that the template and the application share.
 */
class AttributesBeanTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator());

	private final Signup signup = new Signup("web", Instant.ofEpochSecond(1_772_013_598));

	@Test
	void attributesWithoutAMapperAreThereAllTheSame() {
		this.contextRunner.run((context) -> assertThat(context.getBean(Attributes.class).of(this.signup))
			.hasToString("{\"cameFrom\":\"web\",\"happenedAt\":1772013598}"));
	}

	@Test
	void templateWritesAsTheMapperOfTheApplicationSays() {
		this.contextRunner.withBean(JsonMapper.class, AttributesBeanTests::snakeCase).run((context) -> {
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			template.identify("42", this.signup).then(template.track("42", "signed_up", this.signup)).block();
			assertThat(this.customerIo.simulator().requests()).extracting((request) -> request.body())
				.hasSize(2)
				.allSatisfy((body) -> assertThat(body)
					.contains("\"attributes\":{\"came_from\":\"web\",\"happened_at\":1772013598}"));
		});
	}

	@Test
	void attributesOfTheApplicationWin() {
		Attributes own = new Attributes(snakeCase());
		this.contextRunner.withBean(Attributes.class, () -> own)
			.run((context) -> assertThat(context.getBean(Attributes.class)).isSameAs(own));
	}

	private static JsonMapper snakeCase() {
		return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
	}

	record Signup(String cameFrom, Instant happenedAt) {

	}

}
