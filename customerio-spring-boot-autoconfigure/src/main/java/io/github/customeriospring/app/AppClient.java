package io.github.customeriospring.app;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Attributes;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Exchanges JSON with Customer.io through a transport that limits and retries. Names are
 * in snake case and points in time are unix seconds. Properties that are {@code null} are
 * not sent. Unknown properties of a response are ignored, because Customer.io adds some
 * without notice.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class AppClient {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.addModule(Attributes.unixSeconds())
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private final CustomerIoTransport transport;

	/**
	 * Create a client.
	 * @param transport sends the requests, with rate limit and retry
	 */
	public AppClient(CustomerIoTransport transport) {
		Assert.notNull(transport, "'transport' must not be null");
		this.transport = transport;
	}

	/**
	 * Send a {@code GET} request. It may be repeated freely.
	 * @param <T> the type of the response
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @param path the path as a URI template, such as {@code /v1/segments/{id}}
	 * @param type the type of the response
	 * @param variables the values of the template's variables, in order
	 * @return the response
	 */
	public <T> Mono<T> get(String operation, String path, Class<T> type, Object... variables) {
		return exchange(request(operation, Quota.APP, HttpMethod.GET, path, null, true, variables), type);
	}

	/**
	 * Create a request. Its body is turned into JSON immediately.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @param quota the quota it counts against
	 * @param method the HTTP method
	 * @param path the path as a URI template
	 * @param body the body, or {@code null} for none
	 * @param idempotent whether sending it twice has the effect of sending it once
	 * @param variables the values of the template's variables, in order
	 * @return the request
	 * @throws IllegalArgumentException if the body cannot be written as JSON
	 */
	public static CustomerIoRequest request(String operation, Quota quota, HttpMethod method, String path,
			@Nullable Object body, boolean idempotent, Object... variables) {
		List<Object> values = Arrays.asList(variables);
		return new CustomerIoRequest(operation, quota, method, path, values, (body != null) ? json(body) : null,
				Priority.INTERACTIVE, idempotent, 1);
	}

	/**
	 * Create a request from its method and path alone. The path determines the quota. The
	 * request is idempotent if its method is, or if its path is a known search.
	 * @param method the HTTP method
	 * @param path the path as a URI template: {@code /v1/…} for the App API,
	 * {@code /api/…} for the Track API. The path is logged, so put personal data into
	 * variables
	 * @param body the body, or {@code null} for none
	 * @param variables the values of the template's variables, in order
	 * @return the request
	 * @throws IllegalArgumentException if the path belongs to neither API or contains an
	 * e-mail address, if the number of variables is wrong, or if the body cannot be
	 * written as JSON
	 */
	public static CustomerIoRequest request(HttpMethod method, String path, @Nullable Object body,
			Object... variables) {
		Assert.notNull(method, "'method' must not be null");
		ApiPath apiPath = ApiPath.of(path);
		Assert.isTrue(apiPath.variables() == variables.length,
				() -> "'" + path + "' has " + apiPath.variables() + " variables, got " + variables.length);
		return request("exchange", apiPath.quota(method), method, path, body, apiPath.isIdempotent(method), variables);
	}

	private static byte[] json(Object body) {
		try {
			return MAPPER.writeValueAsBytes(body);
		}
		catch (JacksonException ex) {
			// Jackson's message may quote the value
			throw new IllegalArgumentException("'body' cannot be written as JSON: " + body.getClass().getName());
		}
	}

	/**
	 * Send a request and read the response.
	 * @param <T> the type of the response
	 * @param request the request
	 * @param type the type of the response; {@code Void} ignores it
	 * @return the response, empty if its body is empty; fails with a
	 * {@link CustomerIoException}
	 */
	public <T> Mono<T> exchange(CustomerIoRequest request, Class<T> type) {
		return (type == Void.class) ? this.transport.send(request).then(Mono.empty())
				: exchange(request, MAPPER.constructType(type));
	}

	/**
	 * Send a request and read the response.
	 * @param <T> the type of the response
	 * @param request the request
	 * @param type the type of the response
	 * @return the response, empty if its body is empty; fails with a
	 * {@link CustomerIoException}
	 */
	public <T> Mono<T> exchange(CustomerIoRequest request, TypeReference<T> type) {
		return exchange(request, MAPPER.constructType(type));
	}

	/**
	 * Send a request and read the response.
	 * @param <T> the type of the response
	 * @param request the request
	 * @param type the type of the response
	 * @return the response, empty if its body is empty; fails with a
	 * {@link CustomerIoException}
	 */
	public <T> Mono<T> exchange(CustomerIoRequest request, ParameterizedTypeReference<T> type) {
		return exchange(request, MAPPER.constructType(type.getType()));
	}

	/**
	 * Send a request whose response must have a body.
	 * @param <T> the type of the response
	 * @param request the request
	 * @param type the type of the response
	 * @return the response, never empty; fails with a {@link CustomerIoException}
	 */
	public <T> Mono<T> exchangeForAnswer(CustomerIoRequest request, Class<T> type) {
		return exchange(request, type).switchIfEmpty(Mono.error(() -> unreadable(request, 200, 0)));
	}

	private <T> Mono<T> exchange(CustomerIoRequest request, JavaType type) {
		ObjectReader reader = MAPPER.readerFor(type); // created here, not on an event
														// loop
		return this.transport.send(request).flatMap((response) -> read(request, response, reader));
	}

	private static <T> Mono<T> read(CustomerIoRequest request, CustomerIoResponse response, ObjectReader reader) {
		byte[] body = response.body();
		try {
			return (body.length > 0) ? Mono.justOrEmpty(reader.<T>readValue(body)) : Mono.empty();
		}
		catch (JacksonException ex) {
			// Jackson's message may quote the body
			return Mono.error(unreadable(request, response.status(), body.length));
		}
	}

	private static CustomerIoResponseException unreadable(CustomerIoRequest request, int status, int length) {
		return new CustomerIoResponseException(request, status,
				List.of(CustomerIoError.of("a response of " + length + " bytes in an unexpected format")), null);
	}

}
