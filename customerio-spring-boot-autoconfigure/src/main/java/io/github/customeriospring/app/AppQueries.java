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
 * Reads responses of the App API. They wrap the result in a named property:
 * {@code {"segment": {…}}} or {@code {"segments": […], "next": "…"}}.
 * <p>
 * Customer.io omits values that are false or zero, and may send {@code null} for an empty
 * list. Missing numbers become 0, missing lists and maps become empty. Unknown properties
 * are ignored.
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
	 * Create an instance.
	 * @param client sends the requests
	 */
	public AppQueries(AppClient client) {
		this.client = client;
	}

	/**
	 * Read a single result.
	 * @param <T> the type of the result
	 * @param request the request
	 * @param name the property that contains the result, empty if the response itself is
	 * the result
	 * @param type the type of the result
	 * @return the result, empty if the response does not contain it; fails with a
	 * {@link CustomerIoException}
	 */
	public <T> Mono<T> one(CustomerIoRequest request, String name, Class<T> type) {
		ObjectReader reader = MAPPER.readerFor(type);
		return this.client.exchange(request, JsonNode.class)
			.mapNotNull((answer) -> read(request, reader, name.isEmpty() ? answer : answer.path(name)));
	}

	/**
	 * Read a list from a single response.
	 * @param <T> the type of the elements
	 * @param request the request
	 * @param name the property that contains the list
	 * @param type the type of the elements
	 * @return the elements in order; fails with a {@link CustomerIoException}
	 */
	public <T> Flux<T> list(CustomerIoRequest request, String name, Class<T> type) {
		return this.<T>page(request, name, MAPPER.readerFor(type)).flatMapIterable(Page::items);
	}

	/**
	 * Read a list page by page. Each page is a separate request, which is sent when the
	 * subscriber requests its elements.
	 * @param <T> the type of the elements
	 * @param query the query for the first page; the others add the parameter
	 * {@code start}
	 * @param request creates the request for a page
	 * @param name the property that contains the list
	 * @param type the type of the elements
	 * @return the elements in order; fails with a {@link CustomerIoException}
	 */
	public <T> Flux<T> pages(Query query, Function<Query, CustomerIoRequest> request, String name, Class<T> type) {
		ObjectReader reader = MAPPER.readerFor(type);
		return Pages
			.of((start) -> page(request.apply(start.isEmpty() ? query : query.with("start", start)), name, reader));
	}

	/**
	 * Send a request and ignore the body of the response.
	 * @param request the request
	 * @return completes when Customer.io accepted the request; fails with a
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
			// Jackson's message may quote the response
			throw new CustomerIoResponseException(request, 200,
					List.of(CustomerIoError.of("a response in an unexpected format")), null);
		}
	}

}
