package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.connector.CustomerIoConnector;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.CustomerIoTemplate;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CustomerIoAutoConfiguration}.
 */
class CustomerIoAutoConfigurationTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator());

	@Test
	void clientIsCreatedByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ReactiveCustomerIoTemplate.class)
				.hasSingleBean(CustomerIoTemplate.class)
				.hasSingleBean(WaitingLines.class)
				.hasBean("customerIoWebClientTransport")
				.hasSingleBean(PropertiesCustomerIoConnectionDetails.class)
				.hasBean("customerIoScheduler");
		});
	}

	@Test
	void clientDelivers() {
		this.contextRunner.run((context) -> {
			context.getBean(ReactiveCustomerIoTemplate.class)
				.identify("42", Map.of("plan", "pro"))
				.block(Duration.ofSeconds(20));
			assertThat(this.customerIo.simulator().person("42").attributes()).containsEntry("plan", "pro");
		});
	}

	@Test
	void clientWhenDisabledIsAbsentButItsKeysStaySecret() {
		this.contextRunner.withPropertyValues("customerio.enabled=false")
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.filteredOn((name) -> name.toLowerCase(Locale.ROOT).contains("customerio"))
				.allMatch((name) -> name.contains("Sanitizing")));
	}

	@Test
	void clientWhenWebClientIsNotOnTheClassPathIsAbsent() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebClient.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ReactiveCustomerIoTemplate.class)
				.doesNotHaveBean(CustomerIoTransport.class)
				.doesNotHaveBean(CustomerIoConnector.class));
	}

	@Test
	void templateBacksOffForTheUsersBean() {
		ReactiveCustomerIoTemplate own = ReactiveCustomerIoTemplate.of((request) -> Mono.empty());
		this.contextRunner.withBean("own", ReactiveCustomerIoTemplate.class, () -> own)
			.run((context) -> assertThat(context.getBean(ReactiveCustomerIoTemplate.class)).isSameAs(own));
	}

	@Test
	void blockingTemplateBacksOffForTheUsersBean() {
		CustomerIoTemplate own = CustomerIoTemplate.of((request) -> Mono.empty(), Duration.ofSeconds(1));
		this.contextRunner.withBean("own", CustomerIoTemplate.class, () -> own)
			.run((context) -> assertThat(context.getBean(CustomerIoTemplate.class)).isSameAs(own));
	}

	@Test
	void blockingCallDeliversBeforeItReturns() {
		this.contextRunner.run((context) -> {
			context.getBean(CustomerIoTemplate.class).identify("42", Map.of("plan", "pro"));
			assertThat(this.customerIo.simulator().person("42").attributes()).containsEntry("plan", "pro");
		});
	}

	@Test
	void blockingCallThatTakesTooLongEndsWithTheCallTimeoutAndIsCounted() {
		this.customerIo.simulator().faults().next(1, Fault.noAnswer());
		this.contextRunner.withPropertyValues("customerio.call-timeout=200ms").run((context) -> {
			assertThatExceptionOfType(CustomerIoNoResponseException.class)
				.isThrownBy(() -> context.getBean(CustomerIoTemplate.class).identify("42", Map.of()))
				.withMessageContaining("200 ms, 'customerio.call-timeout'")
				.satisfies((ex) -> assertThat(ex.isDeliveryUnknown()).isTrue());
			Object outcomes = context.getBean("customerIoOutcomeLayer");
			assertThat(ReflectionTestUtils.<Object>invokeMethod(outcomes, "of", Quota.TRACK))
				.hasFieldOrPropertyWithValue("failed", 1L);
		});
	}

	@Test
	void layerBacksOffForTheUsersBeanOfItsName() {
		List<CustomerIoRequest> passed = new ArrayList<>();
		CustomerIoLayer own = (next) -> (request) -> {
			passed.add(request);
			return next.send(request);
		};
		this.contextRunner.withBean("customerIoRetryLayer", CustomerIoLayer.class, () -> own).run((context) -> {
			context.getBean(CustomerIoTemplate.class).identify("42", Map.of());
			assertThat(passed).hasSize(1);
		});
	}

	@Test
	void transportBacksOffForTheUsersBeanWhichTheTemplateUses() {
		List<CustomerIoRequest> sent = new ArrayList<>();
		this.contextRunner.withBean("own", CustomerIoTransport.class, () -> (request) -> {
			sent.add(request);
			return Mono.empty();
		}).run((context) -> {
			context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
			assertThat(context).doesNotHaveBean("customerIoTransport");
			context.getBean(CustomerIoTemplate.class).delete("42");
			assertThat(sent).extracting(CustomerIoRequest::operation)
				.containsExactly("person identify", "person delete");
			assertThat(this.customerIo.simulator().requests()).isEmpty();
		});
	}

	@Test
	void connectionDetailsBackOffForTheUsersBeanWhichTheClientUses() {
		CustomerIoContextRunner.withoutCredentials()
			.withBean("own", CustomerIoConnectionDetails.class, () -> new OwnDetails(this.customerIo.url()))
			.run((context) -> {
				context.getBean(ReactiveCustomerIoTemplate.class)
					.identify("42", Map.of())
					.block(Duration.ofSeconds(20));
				assertThat(context).doesNotHaveBean(PropertiesCustomerIoConnectionDetails.class);
				assertThat(this.customerIo.simulator().people()).containsOnlyKeys("42");
			});
	}

	@Test
	void schedulerBacksOffForTheUsersBeanOfThatName() {
		Scheduler own = Schedulers.newSingle("own");
		this.contextRunner.withBean("customerIoScheduler", Scheduler.class, () -> own)
			.run((context) -> assertThat(context.getBean("customerIoScheduler")).isSameAs(own));
	}

	@Test
	void schedulerWhenTheContextClosesIsDisposed() {
		List<Scheduler> schedulers = new ArrayList<>();
		this.contextRunner.run((context) -> schedulers.add(context.getBean("customerIoScheduler", Scheduler.class)));
		assertThat(schedulers).singleElement().matches(Scheduler::isDisposed, "is disposed");
	}

	@Test
	void callsWhenTheContextClosesWhileTheyWaitAreToldSo() {
		List<CompletableFuture<Void>> waiting = new ArrayList<>();
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.track.limit=1", "customerio.rate-limit.track.window=1h",
					"customerio.rate-limit.track.max-wait=10h", "customerio.shutdown-timeout=0s")
			.run((context) -> {
				ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
				template.identify("first", Map.of()).block(Duration.ofSeconds(20));
				waiting.add(template.identify("second", Map.of()).toFuture());
				assertThat(context.getBean(WaitingLines.class).line(Quota.TRACK).waiting()).isOne();
			});
		assertThat(waiting).singleElement()
			.satisfies((call) -> assertThat(call).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(CustomerIoNotSentException.class)
				.withMessageContaining("the application shuts down"));
		assertThat(this.customerIo.simulator().people()).containsOnlyKeys("first");
	}

	private record OwnDetails(String url) implements CustomerIoConnectionDetails {

		@Override
		public String getSiteId() {
			return SimulatedCustomerIo.SITE_ID;
		}

		@Override
		public String getApiKey() {
			return SimulatedCustomerIo.API_KEY;
		}

		@Override
		public @Nullable String getAppApiKey() {
			return null;
		}

		@Override
		public URI getTrackUrl() {
			return URI.create(this.url);
		}

		@Override
		public URI getAppUrl() {
			return URI.create(this.url);
		}

	}

}
