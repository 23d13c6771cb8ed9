package io.github.customeriospring.webclient;

import java.time.Duration;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.RawServer;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebClientTransport} where the answer is a 429.
 */
class ThrottledAnswerTests {

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final CustomerIoTransport transport = TestTransports.to(this.customerIo.url());

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void throttledWhenTheLimitIsReachedSaysHowLong() {
		this.customerIo.limit(SimulatedQuota.TRACK, 1, Duration.ofSeconds(30));
		this.transport.send(TestTransports.identify()).block();
		CustomerIoThrottledException ex = send();
		assertThat(ex.getRetryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
		assertThat(ex.getErrors()).hasSize(1).first().asString().startsWith("rate limited to 1 requests");
		assertThat(ex.isRetryable()).isTrue();
		assertThat(ex.isDeliveryUnknown()).isFalse();
	}

	@Test
	void throttledWithSecondsHasThem() {
		assertThat(answer(Fault.tooManyRequests(Duration.ofSeconds(7))).getRetryAfter())
			.isEqualTo(Duration.ofSeconds(7));
		assertThat(answer(Fault.tooManyRequests("0")).getRetryAfter()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999", "99999999999999999", "99999999999999999999", "Sat, 21 Nov 2099 10:00:00 GMT" })
	void throttledForVeryLongIsToldAsSaidUpToTenYears(String value) {
		assertThat(answer(Fault.tooManyRequests(value)).getRetryAfter()).isBetween(Duration.ofDays(1000),
				Duration.ofDays(3650));
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "-5", "" })
	void throttledWithGarbageDoesNotSayHowLong(String value) {
		CustomerIoThrottledException ex = answer(Fault.tooManyRequests(value));
		assertThat(ex.getRetryAfter()).isNull();
		assertThat(ex.isRetryable()).isTrue();
	}

	@Test
	void throttledWithoutHeaderDoesNotSayHowLong() {
		CustomerIoThrottledException ex = answer(Fault.tooManyRequests());
		assertThat(ex.getRetryAfter()).isNull();
		assertThat(ex.isDailyQuota()).isFalse();
		assertThat(ex.isRetryable()).isTrue();
		assertThat(ex.getErrors()).containsExactly(CustomerIoError.of("rate limited"));
	}

	@Test
	void throttledWithADateIsRelativeToTheServersDate() {
		try (TestServer server = TestServer.answering((response) -> response.status(429)
			.header(HttpHeaderNames.DATE, "Sat, 21 Nov 2020 10:00:00 GMT")
			.header(HttpHeaderNames.RETRY_AFTER, "Sat, 21 Nov 2020 10:00:42 GMT")
			.send())) {
			CustomerIoThrottledException ex = TestTransports.failure(CustomerIoThrottledException.class,
					TestTransports.to(server.url()).send(TestTransports.message()));
			assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(42));
			assertThat(ex.getErrors()).isEmpty();
			assertThat(ex.isRetryable()).isTrue();
		}
	}

	@Test
	void throttledWithResetHasIt() {
		try (TestServer server = TestServer
			.answering((response) -> response.status(429).header("X-RateLimit-Reset", "3").send())) {
			CustomerIoThrottledException ex = TestTransports.failure(CustomerIoThrottledException.class,
					TestTransports.to(server.url()).send(TestTransports.identify()));
			assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(3));
		}
	}

	@Test
	void throttledWhenTheDailyQuotaIsSpentIsNotRetryable() {
		this.customerIo.faults().next(1, Fault.dailyQuota(100));
		CustomerIoThrottledException ex = TestTransports.failure(CustomerIoThrottledException.class,
				this.transport.send(TestTransports.message()));
		assertThat(ex.isDailyQuota()).isTrue();
		assertThat(ex.getRetryAfter()).isNull();
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex)
			.hasMessageEndingWith(": daily quota of 100 requests is spent. The daily quota of this call is used up");
	}

	@Test
	void throttledByTheTrackApiWithOnlyALimitIsNoDailyQuota() {
		CustomerIoThrottledException ex = answer(Fault.dailyQuota(100));
		assertThat(ex.isDailyQuota()).isFalse();
		assertThat(ex.isRetryable()).isTrue();
	}

	@Test
	void unavailableSaysHowLong() {
		try (RawServer server = RawServer.answering("503 Service Unavailable\r\nRetry-After: 2", "")) {
			CustomerIoResponseException ex = TestTransports.failure(CustomerIoResponseException.class,
					TestTransports.to(server.url()).send(TestTransports.identify()));
			assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(2));
			assertThat(ex.isRetryable()).isTrue();
		}
	}

	@Test
	void acceptedAnswerThatUsedUpTheQuotaSaysForHowLong() {
		try (TestServer server = TestServer.answering(
				(response) -> response.header("X-RateLimit-Remaining", "0").header("X-RateLimit-Reset", "60").send())) {
			CustomerIoResponse response = TestTransports.to(server.url()).send(TestTransports.identify()).block();
			assertThat(response.quotaResetAfter()).isEqualTo(Duration.ofMinutes(1));
		}
		assertThat(this.transport.send(TestTransports.identify()).block().quotaResetAfter()).isNull();
	}

	private CustomerIoThrottledException answer(Fault fault) {
		this.customerIo.faults().next(1, fault);
		return send();
	}

	private CustomerIoThrottledException send() {
		return TestTransports.failure(CustomerIoThrottledException.class,
				this.transport.send(TestTransports.identify()));
	}

}
