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
 * Turns pages into one stream. A page is fetched only when the subscriber requests its
 * items.
 */
final class Pages {

	private static final String FIRST = "";

	private Pages() {
	}

	/**
	 * Stream the items of all pages.
	 * @param fetch fetches the page with a token; the token of the first page is empty
	 * @return the items in order; each subscription starts with the first page
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
										"Customer.io's pages refer to each other in a circle"));
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

	/** Completes on demand, so that the end of a page alone does not fetch the next. */
	private static <T> Flux<T> untilMoreIsAskedFor() {
		return Flux.generate(SynchronousSink::complete);
	}

}
