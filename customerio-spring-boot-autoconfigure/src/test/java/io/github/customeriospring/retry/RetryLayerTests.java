package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.layer.Backoff;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.resilience4j.retry.Retry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link RetryLayer} does when the application stops.
 */
@ExtendWith(OutputCaptureExtension.class)
class RetryLayerTests {

	private static final CustomerIoRequest REQUEST = CustomerIoRequest.track("call", "/x", new byte[0]);

	private static final CustomerIoException UNAVAILABLE = new CustomerIoResponseException(REQUEST, 503, List.of(),
			null);

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<Object> outcomes = new ArrayList<>();

	private final AtomicInteger stopped = new AtomicInteger();

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void stopWaitsForCallsThatWaitForTheirRetry(CapturedOutput output) {
		RetryLayer layer = layer(Duration.ofSeconds(5));
		send(layer);
		layer.stop(this.stopped::incrementAndGet);
		this.time.advanceTimeBy(Duration.ofMillis(4990));
		assertThat(this.stopped).hasValue(0);
		this.time.advanceTimeBy(Duration.ofMillis(100));
		assertThat(this.stopped).hasValue(1);
		assertThat(this.outcomes).containsExactly(OK);
		assertThat(layer.isRunning()).isFalse();
		assertThat(output).doesNotContain("were not repeated");
	}

	@Test
	void stopWhenTheTimeIsUpEndsThemWithTheirLastErrorAndCountsThem(CapturedOutput output) {
		RetryLayer layer = layer(Duration.ofSeconds(30));
		send(layer);
		send(layer);
		layer.stop(this.stopped::incrementAndGet);
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.stopped).hasValue(1);
		assertThat(this.outcomes).containsExactly(UNAVAILABLE, UNAVAILABLE);
		assertThat(output).contains("2 calls were not retried because the application is shutting down");
	}

	@Test
	void stopWhenNobodyWaitsIsOverAtOnce() {
		RetryLayer layer = layer(Duration.ofSeconds(5));
		layer.stop(this.stopped::incrementAndGet);
		assertThat(this.stopped).hasValue(1);
		assertThat(layer.getPhase()).isEqualTo(CustomerIoLifecycle.PHASE);
		layer.start();
		assertThat(layer.isRunning()).isTrue();
	}

	private RetryLayer layer(Duration delay) {
		Retry retry = Retry.of("test", RetryConfigs.of(4, new Backoff(delay, delay, 0), false));
		return new RetryLayer(retry, new RetryBudget(0), this.time, false, delay,
				new CustomerIoLifecycle(Duration.ofSeconds(20)));
	}

	private void send(RetryLayer layer) {
		layer.around((request) -> (request.attempt() == 1) ? Mono.error(UNAVAILABLE) : Mono.just(OK))
			.send(REQUEST)
			.subscribe(this.outcomes::add, this.outcomes::add);
	}

}
