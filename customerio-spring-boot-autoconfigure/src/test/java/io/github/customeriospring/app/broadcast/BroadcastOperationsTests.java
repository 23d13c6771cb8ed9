package io.github.customeriospring.app.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.AppClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class BroadcastOperationsTests {

	private static final BroadcastTrigger TRIGGER = BroadcastTrigger.toDefaultAudience(12);

	private final List<CustomerIoRequest> requests = new ArrayList<>();

	private final Deque<String> answers = new ArrayDeque<>();

	private final BroadcastOperations broadcasts = new BroadcastOperations(
			new AppClient((request) -> Mono.fromCallable(() -> {
				this.requests.add(request);
				return new CustomerIoResponse(200, HttpHeaders.EMPTY, this.answers.remove().getBytes());
			})));

	@Test
	void triggerReturnsItsId() {
		this.answers.add("{\"id\":7,\"new\":\"field\"}");
		assertThat(this.broadcasts.trigger(TRIGGER).block()).isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"id\":0}", "[]", "null" })
	void triggerWithoutAnIdMayHaveBeenAccepted(String answer) {
		this.answers.add(answer);
		StepVerifier.create(this.broadcasts.trigger(TRIGGER))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(CustomerIoResponseException.class,
					(failure) -> assertThat(failure.isDeliveryUnknown()).isTrue()));
	}

	@Test
	void refusedTriggerIsFoundInTheAnswer() {
		// as Customer.io's API reference has it
		assertThat(BroadcastOperations.refusedTrigger(refused(422, """
				Errors were found while processing per user data (ids, emails or json data). \
				More detail available from the errors endpoint for trigger 12"""))).hasValue(12);
	}

	@Test
	void refusedTriggerWhenTheAnswerNamesNoneIsEmpty() {
		assertThat(BroadcastOperations.refusedTrigger(refused(422, "recipients is empty"))).isEmpty();
		assertThat(BroadcastOperations.refusedTrigger(refused(422, "trigger 99999999999999999999"))).isEmpty();
		assertThat(BroadcastOperations.refusedTrigger(refused(404, "trigger 12"))).isEmpty();
		assertThat(BroadcastOperations.refusedTrigger(new IllegalStateException("trigger 12"))).isEmpty();
	}

	private static CustomerIoResponseException refused(int status, String text) {
		return new CustomerIoResponseException(TRIGGER.toRequest(), status,
				List.of(CustomerIoError.of("other"), CustomerIoError.of(text)), null);
	}

	@Test
	void statusSaysWhenTheTriggerWasProcessed() {
		this.answers.add("{\"id\":7,\"broadcast_id\":12,\"created_at\":1552341937,\"processed_at\":1552341938}");
		this.answers.add("{\"id\":7,\"broadcast_id\":12,\"created_at\":1552341937,\"processed_at\":0}");
		Instant created = Instant.ofEpochSecond(1_552_341_937);
		assertThat(this.broadcasts.status(12, 7).block())
			.isEqualTo(new BroadcastStatus(7, 12, created, created.plusSeconds(1)));
		assertThat(this.broadcasts.status(12, 7).block().processedAt()).isNull();
		assertThat(this.requests).extracting(CustomerIoRequest::quota).containsOnly(Quota.APP);
	}

	@Test
	void errorsAreFetchedAPageAtATimeUntilTheLast() {
		this.answers.add("{\"errors\":[\"first\",{\"row\":3}],\"next\":\"abc\"}");
		this.answers.add("{\"errors\":[\"third\"],\"next\":0}");
		StepVerifier.create(this.broadcasts.errors(12, 7), 0)
			.expectSubscription()
			.then(() -> assertThat(this.requests).isEmpty())
			.thenRequest(2)
			.expectNext("first", "{\"row\":3}")
			.then(() -> assertThat(this.requests).hasSize(1))
			.thenRequest(1)
			.expectNext("third")
			.expectComplete()
			.verify(Duration.ofSeconds(10));
		assertThat(this.requests).extracting(CustomerIoRequest::variables)
			.containsExactly(List.of(12L, 7L, 100), List.of(12L, 7L, 100, "abc"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"errors\":null,\"next\":\"\"}", "{\"errors\":[]}", "{}" })
	void errorsWhenThereAreNoneAreEmpty(String answer) {
		this.answers.add(answer);
		StepVerifier.create(this.broadcasts.errors(12, 7)).verifyComplete();
	}

}
