package io.github.customeriospring.actuate;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallOutcomes}.
 */
class CallOutcomesTests {

	private static final CustomerIoRequest REQUEST = CustomerIoRequest.track("identify", "/api/v2/entity", new byte[0]);

	private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

	private static final Mono<CustomerIoResponse> ACCEPTED = Mono
		.just(new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]));

	private static final Mono<CustomerIoResponse> BROKEN = Mono
		.error(new CustomerIoNoResponseException(REQUEST, new IOException("broken"), true));

	private static final Mono<CustomerIoResponse> REFUSED = Mono
		.error(new CustomerIoResponseException(REQUEST, 400, List.of(), null));

	private static final Mono<CustomerIoResponse> NOT_SENT = Mono
		.error(new CustomerIoNotSentException(Reason.LINE_FULL, "full"));

	private final CallOutcomes outcomes = new CallOutcomes(InstantSource.fixed(NOW));

	@Test
	void callsAreCountedByQuotaAndTheLastErrorIsKept() {
		send(ACCEPTED, REFUSED, ACCEPTED, NOT_SENT);
		assertThat(this.outcomes.of(Quota.TRACK))
			.isEqualTo(new CallOutcomes.State(2, 2, 0, new CallOutcomes.LastError(NOW, "identify", "full")));
		assertThat(this.outcomes.of(Quota.APP)).isEqualTo(new CallOutcomes.State(0, 0, 0, null));
	}

	@Test
	void callsWithoutAnswerAreCountedInARowUntilOneHasAnAnswer() {
		send(BROKEN, BROKEN, NOT_SENT);
		assertThat(this.outcomes.of(Quota.TRACK).unansweredInARow()).isEqualTo(2);
		send(REFUSED);
		assertThat(this.outcomes.of(Quota.TRACK).unansweredInARow()).isZero();
		send(BROKEN, ACCEPTED);
		assertThat(this.outcomes.of(Quota.TRACK).unansweredInARow()).isZero();
	}

	@Test
	void callWhenNotSubscribedIsNotCounted() {
		CustomerIoTransport transport = this.outcomes.around((request) -> ACCEPTED);
		transport.send(REQUEST);
		assertThat(this.outcomes.of(Quota.TRACK).accepted()).isZero();
	}

	@SafeVarargs
	private void send(Mono<CustomerIoResponse>... answers) {
		for (Mono<CustomerIoResponse> answer : answers) {
			this.outcomes.around((request) -> answer).send(REQUEST).onErrorComplete().block();
		}
	}

}
