package io.github.customeriospring.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pages}.
 */
class PagesTests {

	private static final int PAGE_SIZE = 100;

	private final List<String> fetched = new ArrayList<>();

	/** Each page names the next one, as many as there are. */
	private Flux<Integer> pages(int count) {
		return Pages.of((start) -> {
			int page = start.isEmpty() ? 0 : Integer.parseInt(start);
			return page(start, (page + 1 < count) ? String.valueOf(page + 1) : null, page * PAGE_SIZE);
		});
	}

	private Mono<Page<Integer>> page(String start, @Nullable String next, int first) {
		return Mono.fromSupplier(() -> {
			this.fetched.add(start);
			return new Page<>(IntStream.range(first, first + PAGE_SIZE).boxed().toList(), next);
		});
	}

	@Test
	void pagesComeInOrder() {
		StepVerifier.create(pages(3).collectList())
			.assertNext((items) -> assertThat(items)
				.containsExactlyElementsOf(IntStream.range(0, 3 * PAGE_SIZE).boxed().toList()))
			.verifyComplete();
		assertThat(this.fetched).containsExactly("", "1", "2");
	}

	@Test
	void pagesWhenNothingIsAskedForAreNotFetched() {
		StepVerifier.create(pages(3), 0)
			.expectSubscription()
			.then(() -> assertThat(this.fetched).isEmpty())
			.thenCancel()
			.verify();
	}

	@Test
	void pageWhenOneItemIsAskedForIsTheOnlyOneFetched() {
		StepVerifier.create(pages(3), 1)
			.expectNext(0)
			.then(() -> assertThat(this.fetched).containsExactly(""))
			.thenCancel()
			.verify();
	}

	@Test
	void pageWhenItsLastItemWasTakenIsFollowedOnDemandOnly() {
		StepVerifier.create(pages(3), PAGE_SIZE)
			.expectNextCount(PAGE_SIZE)
			.then(() -> assertThat(this.fetched).containsExactly(""))
			.thenRequest(1)
			.expectNext(PAGE_SIZE)
			.then(() -> assertThat(this.fetched).containsExactly("", "1"))
			.thenCancel()
			.verify();
	}

	@Test
	void lastPageWhenItsLastItemWasTakenCompletesWithoutFurtherDemand() {
		StepVerifier.create(pages(2), 2 * PAGE_SIZE).expectNextCount(2 * PAGE_SIZE).verifyComplete();
	}

	@Test
	void pagesThatGoRoundInACircleEndWithAnError() {
		Flux<String> circle = Pages.of((start) -> Mono.just(new Page<>(List.of("x"), start.equals("a") ? "b" : "a")));
		StepVerifier.create(circle)
			.expectNextCount(2)
			.verifyErrorMessage("Customer.io's pages refer to each other in a circle");
	}

	@Test
	void cancellationStopsPaging() {
		StepVerifier.create(pages(1000).take(PAGE_SIZE + 1)).expectNextCount(PAGE_SIZE + 1).verifyComplete();
		assertThat(this.fetched).containsExactly("", "1");
	}

	@Test
	void cancellationWhileAPageIsFetchedCancelsTheRequest() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<Integer> pages = Pages.of((start) -> Mono.<Page<Integer>>never().doOnCancel(() -> cancelled.set(true)));
		pages.subscribe().dispose();
		assertThat(cancelled).isTrue();
	}

	@Test
	void nextWhenEmptyEnds() {
		StepVerifier.create(Pages.of((start) -> page(start, "", 0))).expectNextCount(PAGE_SIZE).verifyComplete();
		assertThat(this.fetched).hasSize(1);
	}

	@Test
	void nextWhenRepeatedEnds() {
		StepVerifier.create(Pages.of((start) -> page(start, "same", 0)))
			.expectNextCount(2 * PAGE_SIZE)
			.verifyComplete();
		assertThat(this.fetched).containsExactly("", "same");
	}

	@Test
	void answerWhenEmptyEnds() {
		StepVerifier.create(Pages.of((start) -> Mono.<Page<Integer>>empty())).verifyComplete();
	}

	@Test
	void pageWhenEmptyButNotTheLastIsFollowed() {
		StepVerifier.create(Pages.of((start) -> Mono.fromSupplier(() -> {
			this.fetched.add(start);
			return start.isEmpty() ? new Page<>(List.<Integer>of(), "1") : new Page<>(List.of(42), null);
		}))).expectNext(42).verifyComplete();
	}

	@Test
	void subscriptionStartsWithTheFirstPage() {
		Flux<Integer> pages = pages(2);
		pages.blockLast();
		pages.blockLast();
		assertThat(this.fetched).containsExactly("", "1", "", "1");
	}

	@Test
	void pagesWhenThereAreManyTakeNoMoreStack() {
		assertThat(pages(20_000).count().block()).isEqualTo(20_000 * PAGE_SIZE);
	}

	@Test
	void errorEndsPaging() {
		IllegalStateException failure = new IllegalStateException("second page");
		StepVerifier
			.create(Pages.of((start) -> start.isEmpty() ? page(start, "1", 0) : Mono.<Page<Integer>>error(failure)))
			.expectNextCount(PAGE_SIZE)
			.verifyErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure));
	}

	@Test
	void contextOfTheSubscriberReachesEveryPage() {
		List<Object> seen = new ArrayList<>();
		Flux<Integer> pages = Pages.of((start) -> Mono.deferContextual((context) -> {
			seen.add(context.get("trace"));
			return page(start, start.isEmpty() ? "1" : null, 0);
		}));
		pages.contextWrite((context) -> context.put("trace", 7)).blockLast();
		assertThat(seen).containsExactly(7, 7);
	}

}
