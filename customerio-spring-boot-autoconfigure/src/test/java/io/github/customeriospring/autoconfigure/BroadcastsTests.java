package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.app.broadcast.BroadcastOperations;
import io.github.customeriospring.app.broadcast.BroadcastStatus;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Triggers broadcasts through all layers, with a window of 300 ms instead of ten seconds.
 */
class BroadcastsTests {

	private static final BroadcastTrigger TRIGGER = BroadcastTrigger.toEmails(12, List.of("jane@example.com"))
		.ignoringMissingEmails();

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.limit(SimulatedQuota.BROADCAST, 1, Duration.ofMillis(300))
		.start();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo)
		.withPropertyValues("customerio.rate-limit.broadcast.window=300ms",
				"customerio.rate-limit.max-retry-after=500ms");

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void triggersKeepTheirOwnLimit() {
		this.contextRunner.run((context) -> {
			List<Long> ids = Flux.range(0, 4)
				.flatMap((number) -> broadcasts(context).trigger(TRIGGER))
				.collectList()
				.block(Duration.ofMinutes(1));
			assertThat(ids).doesNotHaveDuplicates().hasSize(4);
			BroadcastStatus status = broadcasts(context).status(12, ids.get(0)).block();
			assertThat(status.broadcastId()).isEqualTo(12);
			assertThat(broadcasts(context).errors(12, ids.get(0)).collectList().block()).isEmpty();
		});
		assertThat(this.customerIo.stats(SimulatedQuota.BROADCAST).refused()).isZero();
		assertThat(this.customerIo.stats(SimulatedQuota.BROADCAST).mostInAnyWindow()).isOne();
		assertThat(this.customerIo.stats(SimulatedQuota.APP).accepted()).isEqualTo(2);
	}

	@Test
	void triggerIsRepeatedWhileTooManyAreQueued() {
		this.customerIo.faults().next(SimulatedQuota.BROADCAST, 3, Fault.tooManyRequests());
		this.contextRunner.run((context) -> assertThat(broadcasts(context).trigger(TRIGGER).block()).isPositive());
		assertThat(this.customerIo.requests()).hasSize(4);
	}

	@Test
	void triggerFailsWithTheReasonWhenTheQueueOfCustomerIoStaysFull() {
		this.customerIo.fixtures().broadcastProcessing(Duration.ofHours(1));
		this.contextRunner.withPropertyValues("customerio.retry.max-retries=2", "customerio.retry.max-delay=1ms")
			.run((context) -> {
				List<Object> outcomes = Flux.range(0, 7)
					.flatMap((number) -> broadcasts(context).trigger(TRIGGER)
						.cast(Object.class)
						.onErrorResume(CustomerIoThrottledException.class, Mono::just))
					.collectList()
					.block(Duration.ofMinutes(1));
				assertThat(outcomes).filteredOn(Long.class::isInstance).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
				assertThat(outcomes).filteredOn(CustomerIoThrottledException.class::isInstance)
					.hasSize(2)
					.allSatisfy((failure) -> assertThat(failure)
						.asInstanceOf(InstanceOfAssertFactories.type(CustomerIoThrottledException.class))
						.satisfies((ex) -> assertThat(ex).hasMessageContaining("there are 5 broadcasts in the queue"),
								(ex) -> assertThat(ex.isDeliveryUnknown()).isFalse()));
			});
		assertThat(this.customerIo.requests()).hasSize(5 + 2 * 3);
	}

	@Test
	void triggerGoesWhenTheQueueOfCustomerIoHasRoomAgain() {
		this.customerIo.fixtures().broadcastProcessing(Duration.ofHours(1));
		this.contextRunner
			.withPropertyValues("customerio.retry.max-retries=500", "customerio.retry.max-delay=1ms",
					"customerio.retry.budget=0")
			.run((context) -> {
				Flux.range(0, 5).concatMap((number) -> broadcasts(context).trigger(TRIGGER)).blockLast();
				CompletableFuture<Long> sixth = broadcasts(context).trigger(TRIGGER).toFuture();
				await().until(() -> this.customerIo.requests().stream().anyMatch((request) -> request.status() == 429));
				assertThat(sixth).isNotDone();
				this.customerIo.reset(); // empties its queue
				assertThat(sixth).succeedsWithin(Duration.ofMinutes(1));
			});
	}

	@Test
	void triggerIsNotRepeatedWhenItMayHaveBeenAccepted() {
		this.customerIo.faults().next(SimulatedQuota.BROADCAST, 1, Fault.acceptThenReset());
		this.contextRunner.run((context) -> {
			Throwable failure = catchThrowableOfType(CustomerIoException.class,
					() -> broadcasts(context).trigger(TRIGGER).block());
			assertThat(failure).hasMessageEndingWith("; it may have been accepted");
		});
		assertThat(this.customerIo.requests()).hasSize(1);
	}

	@Test
	void triggerThatIsRefusedSaysWhyAndIsNotRepeated() {
		this.customerIo.faults().next(SimulatedQuota.BROADCAST, 1, Fault.status(422, """
				{"errors":[{"detail":"trigger 7 is invalid (reference 01C4)","status":"422",
				"source":{"pointer":"/data/attributes/emails"}}]}"""));
		this.contextRunner.run((context) -> assertThat(catchThrowableOfType(CustomerIoResponseException.class,
				() -> broadcasts(context).trigger(TRIGGER).block()))
			.hasMessageEndingWith("/data/attributes/emails: trigger 7 is invalid (reference 01C4)"));
		assertThat(this.customerIo.requests()).hasSize(1);
	}

	private static BroadcastOperations broadcasts(ApplicationContext context) {
		return context.getBean(ReactiveCustomerIoTemplate.class).broadcasts();
	}

}
