package io.github.customeriospring;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.channel.AbortedException;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.DisconnectedClientHelper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what each kind of {@link CustomerIoException} says, and whether the call may
 * be repeated.
 */
class CustomerIoExceptionTests {

	private static final CustomerIoRequest IDEMPOTENT = request(true);

	private static final CustomerIoRequest NOT_REPEATABLE = request(false);

	@ParameterizedTest
	@CsvSource({ "301, false, false", "400, false, false", "401, false, false", "403, false, false",
			"404, false, false", "408, true, true", "409, false, false", "413, false, false", "422, false, false",
			"425, true, false", "500, true, true", "502, true, true", "503, true, true", "504, true, true" })
	void responseIsRetryableIfItMayBeAcceptedLaterAndRepeats(int status, boolean retryable, boolean unknown) {
		CustomerIoResponseException ex = new CustomerIoResponseException(IDEMPOTENT, status, List.of(), null);
		assertThat(ex.isRetryable()).isEqualTo(retryable);
		assertThat(ex.isDeliveryUnknown()).isEqualTo(unknown);
		assertThat(ex.getStatus()).isEqualTo(status);
		ex = new CustomerIoResponseException(NOT_REPEATABLE, status, List.of(), null);
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.isDeliveryUnknown()).isEqualTo(unknown);
	}

	@Test
	void responseSaysStatusRequestErrorsAndHint() {
		List<CustomerIoError> errors = List.of(new CustomerIoError("invalid", "name", "is missing", 0),
				CustomerIoError.of(""), CustomerIoError.of("jane@example.com is taken"));
		CustomerIoResponseException ex = new CustomerIoResponseException(IDEMPOTENT, 400, errors, "Look here");
		assertThat(ex).hasMessage("Customer.io answered 400 to send (POST /v1/send/{channel}, quota transactional, "
				+ "attempt 1): name: is missing; <email> is taken. Look here");
		assertThat(ex.getErrors()).isEqualTo(errors);
	}

	@Test
	void responseWhenItSaysNothingHasStatusAndRequest() {
		assertThat(new CustomerIoResponseException(IDEMPOTENT, 502, List.of(), null))
			.hasMessage("Customer.io answered 502 to send (POST /v1/send/{channel}, quota transactional, attempt 1)");
	}

	@Test
	void responseWhenItSaysALotIsQuotedInPart() {
		List<CustomerIoError> errors = Collections.nCopies(1000, CustomerIoError.of("bad"));
		CustomerIoResponseException ex = new CustomerIoResponseException(IDEMPOTENT, 400, errors, null);
		assertThat(ex).hasMessageEndingWith(": bad; bad; bad; bad; bad");
		assertThat(ex.getErrors()).hasSize(1000);
	}

	@Test
	void throttledIsRetryableAsItWasNotAccepted() {
		CustomerIoThrottledException ex = new CustomerIoThrottledException(NOT_REPEATABLE, List.of(),
				Duration.ofSeconds(3), false);
		assertThat(ex.isRetryable()).isTrue();
		assertThat(ex.isDeliveryUnknown()).isFalse();
		assertThat(ex.isDailyQuota()).isFalse();
		assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(3));
		assertThat(ex.getStatus()).isEqualTo(429);
	}

	@Test
	void throttledWhenTheDayIsUsedUpIsNotRetryable() {
		CustomerIoThrottledException ex = new CustomerIoThrottledException(IDEMPOTENT, List.of(), null, true);
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.isDailyQuota()).isTrue();
		assertThat(ex).hasMessageEndingWith(". The daily quota of this call is used up");
	}

	@Test
	void noResponseWhenNothingWasSentIsRetryable() {
		CustomerIoException ex = new CustomerIoNoResponseException(NOT_REPEATABLE, new ConnectException("refused"),
				false);
		assertThat(ex.isRetryable()).isTrue();
		assertThat(ex.isDeliveryUnknown()).isFalse();
		assertThat(ex).hasMessage("No response to send (POST /v1/send/{channel}, quota transactional, attempt 1): "
				+ "refused; nothing was sent");
	}

	@Test
	void noResponseWhenSentIsRetryableOnlyIfRepeatable() {
		CustomerIoException ex = new CustomerIoNoResponseException(NOT_REPEATABLE, new IOException("reset"), true);
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.isDeliveryUnknown()).isTrue();
		assertThat(ex).hasMessageEndingWith(": reset; it may have been accepted");
		assertThat(new CustomerIoNoResponseException(IDEMPOTENT, new IOException("reset"), true).isRetryable())
			.isTrue();
	}

	@Test
	void noResponseWhenItsCauseHasNoMessageNamesTheCause() {
		assertThat(new CustomerIoNoResponseException(IDEMPOTENT, new ConnectException(), false))
			.hasMessageEndingWith(": ConnectException; nothing was sent");
	}

	static Stream<Throwable> lostConnections() {
		return Stream.of(new IOException("Connection reset by peer"), new IOException("Broken pipe"),
				new IOException("first", new IOException("Broken pipe")), new EOFException(),
				new AbortedException("Connection has been closed"));
	}

	@ParameterizedTest
	@MethodSource("lostConnections")
	void noResponseIsNeverTakenForTheCallersOwnClientGoingAway(Throwable cause) {
		CustomerIoException ex = new CustomerIoNoResponseException(IDEMPOTENT, cause, true);
		assertThat(DisconnectedClientHelper.isClientDisconnectedException(cause)).isTrue();
		assertThat(DisconnectedClientHelper.isClientDisconnectedException(ex)).isFalse();
		assertThat(DisconnectedClientHelper.isClientDisconnectedException(new IllegalStateException(ex))).isFalse();
	}

	@Test
	void noResponseTellsTheRootOfItsCauseToo() {
		IOException root = new IOException("NotAfter: yesterday");
		assertThat(new CustomerIoNoResponseException(IDEMPOTENT, new IOException("validity check failed", root), false))
			.hasMessageContaining(": validity check failed (NotAfter: yesterday); ");
	}

	@Test
	void noResponseQuotesNoBytesAndNoClassOfAClosedConnection() {
		assertThat(new CustomerIoNoResponseException(IDEMPOTENT,
				new IOException("not an SSL/TLS record: " + "48".repeat(45)), false))
			.hasMessageContaining(": not an SSL/TLS record: …; ");
		assertThat(new CustomerIoNoResponseException(IDEMPOTENT, new ClosedChannelException(), true))
			.hasMessageContaining(": the connection was closed; ");
	}

	@Test
	void exceptionsKnowTheirCallAndItsAttempts() {
		CustomerIoRequest third = IDEMPOTENT.withAttempt(3);
		CustomerIoException response = new CustomerIoResponseException(third, 400, List.of(), null);
		assertThat(response.getOperation()).isEqualTo("send");
		assertThat(response.getQuota()).isEqualTo(Quota.TRANSACTIONAL);
		assertThat(response.getAttempts()).isEqualTo(3);
		assertThat(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.NO_CREDENTIALS, third, "no", null)
			.getAttempts()).isEqualTo(2);
		CustomerIoException unknown = new CustomerIoNotSentException(CustomerIoNotSentException.Reason.QUEUE_FULL,
				"full");
		assertThat(unknown.getOperation()).isNull();
		assertThat(unknown.getQuota()).isNull();
		assertThat(unknown.getAttempts()).isZero();
	}

	@Test
	void refusedWithinASuccessIsNeitherRetryableNorUnknown() {
		CustomerIoResponseException ex = CustomerIoResponseException.refused(IDEMPOTENT, 207,
				List.of(new CustomerIoError("", "", "too long", 3)));
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.isDeliveryUnknown()).isFalse();
		assertThat(ex).hasMessageStartingWith("Customer.io answered 207 to ").hasMessageEndingWith("): too long");
	}

	@Test
	void noResponseWhenItsCauseNamesAPersonMasksIt() {
		assertThat(new CustomerIoNoResponseException(IDEMPOTENT, new IOException("at /a/jane%40example.com"), true))
			.hasMessageContaining(": at <email>; ");
	}

	@Test
	void notSentIsNeitherRetryableNorUnknown() {
		IllegalStateException cause = new IllegalStateException();
		CustomerIoException ex = new CustomerIoNotSentException(CustomerIoNotSentException.Reason.LINE_FULL, "full",
				cause);
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.isDeliveryUnknown()).isFalse();
		assertThat(ex).hasMessage("full").hasCause(cause);
		assertThat(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.LINE_FULL, "full"))
			.hasMessage("full")
			.hasNoCause();
	}

	private static CustomerIoRequest request(boolean idempotent) {
		return new CustomerIoRequest("send", Quota.TRANSACTIONAL, HttpMethod.POST, "/v1/send/{channel}",
				List.of("email"), null, Priority.INTERACTIVE, idempotent, 1);
	}

}
