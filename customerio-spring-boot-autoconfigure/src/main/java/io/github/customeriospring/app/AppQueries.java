package io.github.customeriospring.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.lang.CheckReturnValue;

/**
 * Reads answers of the App API, which have what was asked for under a name:
 * {@code {"segment": {…}}} or {@code {"segments": […], "next": "…"}}.
 * <p>
 * Customer.io leaves out what is false or zero and may answer {@code null} for an empty
 * list: numbers are then 0, lists and maps empty. Unknown properties are ignored.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class AppQueries {

	private static final JsonSetter.Value NULL_IS_EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.withConfigOverride(List.class, (override) -> override.setNullHandling(NULL_IS_EMPTY))
		.withConfigOverride(Map.class, (override) -> override.setNullHandling(NULL_IS_EMPTY))
		.build();

	private final AppClient client;

	/**
	 * Create queries.
	 * @param client sends them
	 */
	public AppQueries(AppClient client) {
		this.client = client;
	}

	/**
	 * Read one thing.
	 * @param <T> its type
	 * @param request the request
	 * @param name the name it has in the answer, empty if it is the answer itself
	 * @param type its type
	 * @return what was found, empty if the answer has no such thing; fails with a
	 * {@link CustomerIoException}
	 */
	public <T> Mono<T> one(CustomerIoRequest request, String name, Class<T> type) {
		ObjectReader reader = MAPPER.readerFor(type);
		return this.client.exchange(request, JsonNode.class)
			.mapNotNull((answer) -> read(request, reader, name.isEmpty() ? answer : answer.path(name)));
	}

	/**
	 * Read a list that comes at once.
	 * @param <T> the type of its elements
	 * @param request the request
	 * @param name the name it has in the answer
	 * @param type the type of its elements
	 * @return the elements in their order; fails with a {@link CustomerIoException}
	 */
	public <T> Flux<T> list(CustomerIoRequest request, String name, Class<T> type) {
		return this.<T>page(request, name, MAPPER.readerFor(type)).flatMapIterable(Page::items);
	}

	/**
	 * Read a list that comes in pages, each of which is a request of its own, sent when
	 * something of it is asked for.
	 * @param <T> the type of its elements
	 * @param query asks for the first page; the others have the parameter {@code start}
	 * too
	 * @param request makes the request for a page
	 * @param name the name the list has in an answer
	 * @param type the type of its elements
	 * @return the elements in their order; fails with a {@link CustomerIoException}
	 */
	public <T> Flux<T> pages(Query query, Function<Query, CustomerIoRequest> request, String name, Class<T> type) {
		ObjectReader reader = MAPPER.readerFor(type);
		return Pages
			.of((start) -> page(request.apply(start.isEmpty() ? query : query.with("start", start)), name, reader));
	}

	/**
	 * Send a request whose answer says nothing.
	 * @param request the request
	 * @return completes when it was accepted, else fails with a
	 * {@link CustomerIoException}
	 */
	public Mono<Void> send(CustomerIoRequest request) {
		return this.client.exchange(request, Void.class);
	}

	private <T> Mono<Page<T>> page(CustomerIoRequest request, String name, ObjectReader reader) {
		return this.client.exchange(request, JsonNode.class).map((answer) -> {
			List<T> items = new ArrayList<>();
			for (JsonNode element : answer.path(name)) {
				T item = read(request, reader, element);
				if (item != null) {
					items.add(item);
				}
			}
			return new Page<>(items, answer.path("next").asString(null));
		});
	}

	private static <T> @Nullable T read(CustomerIoRequest request, ObjectReader reader, JsonNode json) {
		if (json.isMissingNode() || json.isNull()) {
			return null;
		}
		try {
			return reader.readValue(json);
		}
		catch (JacksonException ex) {
			// the message may quote the answer
			throw new CustomerIoResponseException(request, 200,
					List.of(CustomerIoError.of("an answer that is not of the expected form")), null);
		}
	}

}
