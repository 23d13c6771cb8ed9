package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Backoff;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What no retry of the user's and no shutdown may change.
 */
class RetryingTransportEdgeTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AtomicInteger sent = new AtomicInteger();

	@Test
	void retryOfTheUserDoesNotRepeatWhatCouldTakeEffectTwice() {
		CustomerIoRequest mail = new CustomerIoRequest("mail", Quota.TRANSACTIONAL, HttpMethod.POST, "/v1/send/email",
				List.of(), new byte[0], Priority.INTERACTIVE, false, 1);
		outcome(failing(new CustomerIoResponseException(mail, 500, List.of(), null)), mail);
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.sent).hasValue(1);
	}

	@Test
	void retryOfTheUserDoesNotRepeatWhatTheLineRefused() {
		outcome(failing(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.LINE_FULL, "full")),
				request());
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.sent).hasValue(1);
	}

	@Test
	void mostRetriesFitOnTheStack() {
		RetryConfig most = RetryConfigs.of(RetryConfigs.MAX_RETRIES,
				new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 0), false);
		AtomicReference<Object> outcome = outcome(
				failing(Retry.of("most", most), new CustomerIoResponseException(request(), 500, List.of(), null)),
				request());
		for (int i = 0; i < RetryConfigs.MAX_RETRIES; i++) {
			this.time.advanceTimeBy(Duration.ofMillis(1));
		}
		assertThat(this.sent).hasValue(RetryConfigs.MAX_RETRIES + 1);
		assertThat(outcome.get()).isInstanceOf(CustomerIoResponseException.class);
	}

	@Test
	void refusalsThatNeverEndComeToAnEnd() {
		Retry retry = Retry.of("most",
				RetryConfigs.of(4, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 0), false));
		AtomicReference<Object> outcome = outcome(
				failing(retry, new CustomerIoThrottledException(request(), List.of(), null, false)), request());
		assertThat(this.sent).hasValue(100 + 4);
		assertThat(outcome.get()).isInstanceOf(CustomerIoThrottledException.class);
	}

	@Test
	void refusalIsNotRepeatedWhereNothingIs() {
		outcome(failing(
				Retry.of("none", RetryConfigs.of(0, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 0), false)),
				new CustomerIoThrottledException(request(), List.of(), null, false)), request());
		assertThat(this.sent).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, RetryConfigs.MAX_RETRIES + 1, Integer.MAX_VALUE })
	void moreRetriesAreRefused(int maxRetries) {
		assertThatIllegalArgumentException().isThrownBy(
				() -> RetryConfigs.of(maxRetries, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 0), false))
			.withMessage("'maxRetries' must be from 0 to 500, was " + maxRetries);
	}

	private RetryingTransport failing(RuntimeException error) {
		return failing(Retry.ofDefaults("user"), error);
	}

	private RetryingTransport failing(Retry retry, RuntimeException error) {
		CustomerIoTransport next = (request) -> Mono.defer(() -> {
			this.sent.incrementAndGet();
			return Mono.error(error);
		});
		return new RetryingTransport(retry, new RetryBudget(0), new RetryPauses(this.time), this.time, next, false,
				Duration.ofSeconds(60), new Overtaking());
	}

	private static CustomerIoRequest request() {
		return CustomerIoRequest.track("call", "/x", new byte[0]);
	}

	private static AtomicReference<Object> outcome(CustomerIoTransport transport, CustomerIoRequest request) {
		AtomicReference<Object> outcome = new AtomicReference<>();
		transport.send(request).subscribe(outcome::set, outcome::set);
		return outcome;
	}

}
