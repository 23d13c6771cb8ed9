package io.github.customeriospring.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Identifier;
import io.github.customeriospring.Priority;
import io.github.customeriospring.TrackOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class BatchOutcomeTests {

	private final StubTransport transport = new StubTransport();

	private final BatchTransport batches = new BatchTransport(this.transport, Priority.BULK);

	@Test
	void eachOperationNamedIn207FailsWithItsOwnReason() {
		this.transport.behaviour = (request) -> Mono.just(multiStatus("""
				{"errors":[{"batch_index":7,"reason":"invalid","field":"attributes.plan","message":"too long"},
				{"batch_index":7,"reason":"invalid","field":"attributes.x","message":"again"},
				{"batch_index":999,"reason":"required","field":"identifiers","message":"missing"},
				{"batch_index":500,"message":"bad"}]}"""));
		Map<Integer, CustomerIoException> failures = send(1000);
		assertThat(failures).containsOnlyKeys(7, 500, 999);
		assertThat(failures.get(7)).hasMessageContaining("attributes.plan: too long");
		assertThat(failures.get(7).isRetryable()).isFalse();
		assertThat(failures.get(999)).hasMessageContaining("missing");
		assertThat(this.transport.requests).hasSize(1);
	}

	@Test
	void errorsOfNoOperationBesideOthersFailNobody() {
		this.transport.behaviour = (request) -> Mono.just(multiStatus("""
				{"errors":[{"batch_index":3,"message":"a"},{"batch_index":-1,"message":"b"},{"message":"c"},
				{"batch_index":"1","message":"d"}]}"""));
		assertThat(send(3)).containsOnlyKeys(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "", "{}", "[]", "{\"errors\":[{\"message\":\"which one?\"}]}",
			"{\"errors\":[{\"batch_index\":3,\"message\":\"out of range\"}]}" })
	void answerThatSomeFailedButNotWhichFailsAll(String body) {
		this.transport.behaviour = (request) -> Mono.just(multiStatus(body));
		assertThat(send(3)).containsOnlyKeys(0, 1, 2)
			.allSatisfy((index, ex) -> assertThat(ex).hasMessageContaining("which operations"));
	}

	@Test
	void errorOfTheSecondHalfThatIsNotOursLeavesTheFirstAccepted() {
		this.transport.behaviour = (request) -> {
			List<String> people = StubTransport.people(request);
			if (people.size() == 4) {
				return Mono.error(status(request, 400));
			}
			return people.contains("p0") ? Mono.just(StubTransport.OK) : Mono.error(new IllegalStateException("odd"));
		};
		assertThat(send(4)).containsOnlyKeys(2, 3)
			.allSatisfy((index, ex) -> assertThat(ex.isDeliveryUnknown()).isTrue());
	}

	@Test
	void transportThatGivesNoAnswerFailsTheBatch() {
		this.transport.behaviour = (request) -> Mono.empty();
		assertThat(send(2)).containsOnlyKeys(0, 1);
	}

	@Test
	void refusedBatchIsNarrowedDownToTheBadOperations() {
		Set<String> bad = Set.of("p3", "p500", "p999");
		this.transport.behaviour = (request) -> StubTransport.people(request).stream().anyMatch(bad::contains)
				? Mono.error(status(request, 400)) : Mono.just(StubTransport.OK);
		assertThat(send(1000)).containsOnlyKeys(3, 500, 999);
		assertThat(this.transport.requests.size()).isLessThanOrEqualTo(1 + 3 * 2 * 10);
	}

	@Test
	void halfThatGetsNoAnswerFailsAloneAndTheOtherHalfIsAccepted() {
		this.transport.behaviour = (request) -> {
			List<String> people = StubTransport.people(request);
			if (people.size() == 4) {
				return Mono.error(status(request, 413));
			}
			return people.contains("p0") ? Mono.just(StubTransport.OK)
					: Mono.error(new CustomerIoNoResponseException(request, new IllegalStateException("reset"), true));
		};
		Map<Integer, CustomerIoException> failures = send(4);
		assertThat(failures).containsOnlyKeys(2, 3);
		assertThat(failures.get(2).isDeliveryUnknown()).isTrue();
	}

	@Test
	void otherErrorsFailTheWholeBatchOnce() {
		this.transport.behaviour = (request) -> Mono.error(status(request, 401));
		assertThat(send(10)).hasSize(10);
		assertThat(this.transport.requests).hasSize(1);
	}

	@Test
	void requestHoldsTheOperationsInOrderAndCountsItsBytes() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		send(3);
		assertThat(this.transport.people(0)).containsExactly("p0", "p1", "p2");
		assertThat(this.transport.requests.get(0).path()).isEqualTo("/api/v2/batch");
		assertThat(this.batches.requests()).isOne();
		Set<Priority> priorities = this.transport.requests.stream()
			.map(CustomerIoRequest::priority)
			.collect(Collectors.toCollection(HashSet::new));
		assertThat(priorities).containsExactly(Priority.BULK);
	}

	private Map<Integer, CustomerIoException> send(int operations) {
		Map<Integer, CustomerIoException> failures = this.batches.send(
				IntStream.range(0, operations).mapToObj((i) -> TrackOperation.delete(Identifier.id("p" + i))).toList())
			.block();
		assertThat(failures).isNotNull();
		return failures;
	}

	private static CustomerIoResponse multiStatus(String body) {
		return new CustomerIoResponse(207, HttpHeaders.EMPTY, body.getBytes());
	}

	private static CustomerIoException status(CustomerIoRequest request, int status) {
		return new CustomerIoResponseException(request, status, List.of(CustomerIoError.of("no")), null);
	}

}
