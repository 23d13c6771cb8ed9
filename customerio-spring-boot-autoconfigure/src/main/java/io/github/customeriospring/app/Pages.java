package io.github.customeriospring.app;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Turns pages into one stream. A page is fetched only when something of it is asked for.
 */
final class Pages {

	private static final String FIRST = "";

	private Pages() {
	}

	/**
	 * Stream what is on all pages.
	 * @param fetch fetches the page of that name; the first one's is empty
	 * @return the items in their order; a subscriber starts with the first page
	 */
	static <T> Flux<T> of(Function<String, Mono<Page<T>>> fetch) {
		return Flux.defer(() -> {
			AtomicReference<@Nullable String> next = new AtomicReference<>(FIRST);
			Set<String> seen = new HashSet<>(Set.of(FIRST));
			return Flux.<String>generate((sink) -> emit(next.get(), sink))
				.concatMap((
						start) -> fetch.apply(start).defaultIfEmpty(new Page<>(List.of(), null)).flatMapMany((page) -> {
							String following = page.nextAfter(start);
							if (following != null && !seen.add(following)) {
								return Flux.error(() -> new IllegalStateException(
										"The pages of Customer.io's answer go round in a circle"));
							}
							next.set(following);
							Flux<T> items = Flux.fromIterable(page.items());
							return (next.get() != null) ? items.concatWith(untilMoreIsAskedFor()) : items;
						}), 0);
		});
	}

	private static void emit(@Nullable String start, SynchronousSink<String> sink) {
		if (start != null) {
			sink.next(start);
		}
		else {
			sink.complete();
		}
	}

	/** Completes on demand, so that the end of a page alone fetches no other. */
	private static <T> Flux<T> untilMoreIsAskedFor() {
		return Flux.generate(SynchronousSink::complete);
	}

}
