package io.github.customeriospring.queue.dispatch;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.dispatch.BatchOutcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class BatchOutcomeTests {

	private static final CustomerIoRequest REQUEST = Batch.emptyRequest();

	@Test
	void jsonObjectIsAnAcceptance() {
		assertThat(answer(3, 200, "{}")).isEqualTo(new BatchOutcome(Kind.ACCEPTED, Map.of(), null));
		assertThat(answer(3, 200, "{\"errors\":[]}").kind()).isEqualTo(Kind.ACCEPTED);
		assertThat(answer(3, 204, "").kind()).isEqualTo(Kind.ACCEPTED);
		assertThat(answer(3, 207, "").kind()).isEqualTo(Kind.FAILED);
		assertThat(answer(3, 202, "{\"meta\":{}}").kind()).isEqualTo(Kind.ACCEPTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "[]", "null", "\"ok\"", "{\"half\":" })
	void successThatIsNoJsonObjectSaysNothing(String body) {
		BatchOutcome outcome = answer(3, 200, body);
		assertThat(outcome.kind()).isEqualTo(Kind.OUTAGE);
		assertThat(outcome.reason()).hasMessageContaining("not Customer.io's");
	}

	@ParameterizedTest
	@ValueSource(ints = { 207, 200, 202 })
	void eachOperationThatIsNamedFailsWithItsOwnReasonWhateverTheStatus(int status) {
		BatchOutcome outcome = answer(1000, status, """
				{"errors":[{"batch_index":7,"reason":"invalid","field":"attributes.plan","message":"too long"},
				{"batch_index":7,"reason":"invalid","field":"attributes.x","message":"again"},
				{"batch_index":999,"reason":"required","field":"identifiers","message":"missing"},
				{"batch_index":"500","message":"bad"}]}""");
		assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
		assertThat(outcome.reason()).isNull();
		assertThat(outcome.named()).containsOnlyKeys(7, 500, 999);
		assertThat(outcome.named().get(7)).hasMessageEndingWith("attributes.plan: too long");
		assertThat(outcome.named().get(500)).hasMessageEndingWith(": bad").hasMessageNotContaining(": : ");
		assertThat(outcome.named().get(7).isRetryable()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":\"c\"}", "{\"batch_index\":3,\"message\":\"a\"}",
			"{\"batch_index\":-1,\"message\":\"b\"}", "{\"batch_index\":\"one\"}", "\"text\"" })
	void oneErrorOfNoOperationMakesWhatIsNotNamedUnknown(String error) {
		BatchOutcome outcome = answer(3, 207, "{\"errors\":[{\"batch_index\":1,\"message\":\"x\"}," + error + "]}");
		assertThat(outcome.named()).containsOnlyKeys(1);
		assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
		assertThat(outcome.reason()).isNotNull().hasMessageContaining("which operations");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"errors\":[]}", "{\"errors\":\"some\"}", "{\"errors\":{\"a\":1}}" })
	void answerThatSomeFailedButNotWhichIsUnknown(String body) {
		assertThat(answer(3, 207, body).kind()).isEqualTo(Kind.FAILED);
	}

	@Test
	void errorOfARequestWithOneOperationIsAboutThat() {
		assertThat(answer(1, 207, "{\"errors\":[{\"message\":\"bad\"}]}").named()).containsOnlyKeys(0);
	}

	@ParameterizedTest
	@CsvSource({ "400, REFUSED", "413, REFUSED", "422, REFUSED", "401, OUTAGE", "403, OUTAGE", "404, OUTAGE",
			"302, OUTAGE", "425, OUTAGE", "408, FAILED", "500, FAILED", "503, FAILED", "599, FAILED" })
	void statusTellsWhoIsToBlame(int status, Kind kind) {
		assertThat(error(2, new CustomerIoResponseException(REQUEST, status, List.of(CustomerIoError.of("no")), null)))
			.isEqualTo(kind);
	}

	@Test
	void refusalThatIsNotCustomerIosSaysNothing() {
		assertThat(error(2, new CustomerIoResponseException(REQUEST, 400, List.of(), null))).isEqualTo(Kind.OUTAGE);
		assertThat(error(2, new CustomerIoResponseException(REQUEST, 400,
				CustomerIoError.parse("<html>400</html>".getBytes()), null)))
			.isEqualTo(Kind.OUTAGE);
		assertThat(error(2,
				new CustomerIoResponseException(REQUEST, 400,
						List.of(CustomerIoError.of("the body of your request is not JSON")), null)))
			.isEqualTo(Kind.REFUSED);
		assertThat(error(2, new CustomerIoResponseException(REQUEST, 413, List.of(), null))).isEqualTo(Kind.REFUSED);
		assertThat(error(1, new CustomerIoResponseException(REQUEST, 413, List.of(), null))).isEqualTo(Kind.FAILED);
	}

	@Test
	void whatNobodyReceivedSaysNothing() {
		assertThat(error(2, new CustomerIoNoResponseException(REQUEST, new IllegalStateException(), false)))
			.isEqualTo(Kind.OUTAGE);
		assertThat(error(2, new CustomerIoNoResponseException(REQUEST, new IllegalStateException(), true)))
			.isEqualTo(Kind.FAILED);
		assertThat(error(2, new CustomerIoThrottledException(REQUEST, List.of(), null, true))).isEqualTo(Kind.OUTAGE);
		assertThat(error(2, new OutOfMemoryError())).isEqualTo(Kind.FAILED);
	}

	@ParameterizedTest
	@EnumSource(Reason.class)
	void refusalOfTheClientSaysNothingUnlessItIsForGood(Reason reason) {
		Kind expected = switch (reason) {
			case NO_CREDENTIALS -> Kind.IMPOSSIBLE;
			case INTERNAL_ERROR -> Kind.FAILED;
			default -> Kind.OUTAGE;
		};
		assertThat(error(2, new CustomerIoNotSentException(reason, "no"))).isEqualTo(expected);
	}

	private static BatchOutcome answer(int operations, int status, String body) {
		return BatchOutcome.of(operations(operations),
				new CustomerIoResponse(status, HttpHeaders.EMPTY, body.getBytes()));
	}

	private static Kind error(int operations, Throwable ex) {
		BatchOutcome outcome = BatchOutcome.of(operations(operations), ex);
		assertThat(outcome.named()).isEmpty();
		assertThat(outcome.reason()).isInstanceOf(CustomerIoException.class);
		return outcome.kind();
	}

	private static List<QueuedOperation> operations(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> new QueuedOperation(TrackOperation.person(Identifier.id("p" + i)).delete(),
					(queued, failure) -> {
					}, null, i, 0))
			.toList();
	}

}
