package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static io.github.customeriospring.queue.memory.QueueFixture.add;
import static io.github.customeriospring.queue.memory.QueueFixture.person;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an operation that lets every request fail costs the others little.
 */
class PoisonTests {

	/**
	 * Ten batches; one goes again; of each of ten halvings both halves go at most, as no
	 * other batches are there, and quarters take as many; a few operations ask whether it
	 * is the weather; the last one is tried alone.
	 */
	private static final int MOST = 10 + 1 + 2 * 10 + 5 + 4;

	private final QueueFixture fixture = new QueueFixture();

	private final StubTransport stub = this.fixture.stub;

	private final Set<String> poison = new HashSet<>();

	@AfterEach
	void disposeTime() {
		this.fixture.time.dispose();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4_321, 9_999 })
	void oneOfTenThousandThatAlwaysGetsA500EndsAloneAndTheOthersArrive(int bad) {
		answerAfter(50, (request) -> HoldTests.status(request, 500));
		checkTenThousand(bad, 2_000, 60_000);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4_321, 9_999 })
	void oneOfTenThousandThatAlwaysTimesOutEndsAloneAndTheOthersArrive(int bad) {
		answerAfter(50, (request) -> Mono.delay(Duration.ofSeconds(10), this.fixture.time)
			.then(Mono.error(new CustomerIoNoResponseException(request, new IllegalStateException("none"), true))));
		// two timeouts until it is suspected, five of quarters, and it may be asked with
		checkTenThousand(bad, 11 * 10_000, 300_000);
	}

	private void checkTenThousand(int bad, long millisOfTheOthers, long millis) {
		this.poison.add("p" + bad);
		MemoryQueue queue = this.fixture.queue(1000, 10, 20_000);
		queue.pause();
		List<CompletableFuture<Void>> outcomes = IntStream.range(0, 10_000)
			.mapToObj((i) -> queue.add(person("p" + i)))
			.toList();
		queue.resume();
		this.fixture.advance(200);
		assertThat(queue.stats().sent()).as("at full rate").isGreaterThanOrEqualTo(9_000);
		this.fixture.advance(millisOfTheOthers);
		assertThat(queue.stats().sent()).isEqualTo(9_999);
		this.fixture.advance(millis);
		assertThat(outcomes.get(bad)).isCompletedExceptionally();
		assertThat(this.fixture.letters).singleElement().satisfies((letter) -> {
			assertThat(letter.attempts()).isGreaterThan(4);
			assertThat(letter.operation()).isEqualTo(person("p" + bad));
		});
		assertThat(this.stub.requests.size()).isLessThanOrEqualTo(MOST);
	}

	@Test
	void onlyItsOwnIdentityWaitsBehindIt() {
		this.poison.add("bad");
		answerAfter(10, (request) -> HoldTests.status(request, 500));
		MemoryQueue queue = this.fixture.queue(10, 2, 1000);
		CompletableFuture<Void> bad = queue.add(person("bad", 1));
		CompletableFuture<Void> behind = queue.add(person("bad"));
		for (int i = 0; i < 200; i++) {
			add(queue, "p" + i);
			this.fixture.advance(10);
		}
		this.fixture.advance(500);
		assertThat(queue.stats().sent()).isEqualTo(200);
		assertThat(bad).isNotDone();
		assertThat(behind).isNotDone();
		for (int i = 0; i < 60; i++) {
			add(queue, "later" + i);
			this.fixture.advance(1000);
		}
		assertThat(bad).isCompletedExceptionally();
		assertThat(behind).isCompletedExceptionally();
		assertThat(this.fixture.letters).extracting((letter) -> letter.operation().name())
			.containsExactly("person identify", "person delete");
	}

	@Test
	void tenOfThemAreEachFound() {
		answerAfter(10, (request) -> HoldTests.status(request, 500));
		MemoryQueue queue = this.fixture.queue(100, 4, 10_000);
		queue.pause();
		for (int i = 0; i < 2000; i++) {
			if (i % 200 == 7) {
				this.poison.add("p" + i);
			}
			add(queue, "p" + i);
		}
		queue.resume();
		for (int i = 0; i < 120; i++) {
			this.fixture.advance(1000);
			add(queue, "live" + i);
		}
		this.fixture.advance(100);
		assertThat(queue.stats().sent()).isEqualTo(1990 + 120);
		assertThat(this.fixture.letters).hasSize(10);
	}

	@Test
	void refusedBatchIsNarrowedDownToTheBadOperations() {
		this.poison.addAll(Set.of("p3", "p500", "p999"));
		answerAfter(10, (request) -> refused(request, 400));
		MemoryQueue queue = this.fixture.queue(1000, 1, 10_000);
		queue.pause();
		for (int i = 0; i < 1000; i++) {
			add(queue, "p" + i);
		}
		queue.resume();
		this.fixture.advance(60_000);
		assertThat(queue.stats().sent()).isEqualTo(997);
		assertThat(this.fixture.letters).hasSize(3)
			.allSatisfy((letter) -> assertThat(letter.reason()).hasMessageContaining("400"));
		assertThat(this.stub.requests).hasSizeLessThan(50);
	}

	@Test
	void serverThatRefusesEveryBatchCostsFewRequests() {
		this.stub.behaviour = (request) -> refused(request, (StubTransport.people(request).size() > 1) ? 422 : 503);
		MemoryQueue queue = this.fixture.queue(1000, 10, 20_000);
		for (int i = 0; i < 10_000; i++) {
			add(queue, "p" + i);
		}
		this.fixture.advance(60_000);
		assertThat(this.stub.requests).hasSizeLessThan(40);
		assertThat(this.fixture.letters).isEmpty();
		assertThat(queue.stats().hold()).isNotNull();
		this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
		this.fixture.advance(60_000);
		assertThat(queue.stats().sent()).isEqualTo(10_000);
	}

	@Test
	void refusalThatIsNotCustomerIosSaysNothingAboutAnOperation() {
		this.stub.behaviour = (request) -> HoldTests.status(request, 400); // no errors
		MemoryQueue queue = this.fixture.queue(1000, 1, 20_000);
		CompletableFuture<Void> outcome = queue.add(person("1"));
		this.fixture.advance(60_000);
		assertThat(outcome).isNotDone();
		this.stub.behaviour = (request) -> refused(request, 400);
		this.fixture.advance(60_000);
		assertThat(outcome).isCompletedExceptionally();
	}

	@Test
	void errorWhileABatchIsBuiltCostsNobodyAnOutcomeOrAPlace() {
		int[] errors = { 3 };
		this.fixture.transport = (request) -> {
			if (errors[0]-- > 0) {
				throw new OutOfMemoryError("injected");
			}
			return Mono.just(StubTransport.OK);
		};
		MemoryQueue queue = this.fixture.queue(10, 2, 100);
		List<CompletableFuture<Void>> outcomes = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			outcomes.add(queue.add(person("p" + i)));
		}
		this.fixture.advance(10_000);
		assertThat(outcomes).allMatch((outcome) -> outcome.isDone() && !outcome.isCompletedExceptionally());
		assertThat(queue.fillLevel()).isZero();
		assertThat(queue.stats().bytes()).isZero();
	}

	private void answerAfter(long millis, Function<CustomerIoRequest, Mono<CustomerIoResponse>> ifPoisoned) {
		this.stub.behaviour = (request) -> Mono.delay(Duration.ofMillis(millis), this.fixture.time)
			.then(Mono.defer(() -> StubTransport.people(request).stream().anyMatch(this.poison::contains)
					? ifPoisoned.apply(request) : Mono.just(StubTransport.OK)));
	}

	private static Mono<CustomerIoResponse> refused(CustomerIoRequest request, int status) {
		return Mono
			.error(new CustomerIoResponseException(request, status, List.of(CustomerIoError.of("invalid")), null));
	}

}
