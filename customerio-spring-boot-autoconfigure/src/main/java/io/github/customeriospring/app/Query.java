package io.github.customeriospring.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * A path of the App API with optional query parameters. Immutable.
 *
 * @since 0.1.0
 */
public final class Query {

	private final String path;

	private final List<Object> variables;

	private Query(String path, List<Object> variables) {
		this.path = path;
		this.variables = variables;
	}

	/**
	 * Create a query.
	 * @param path the path as a URI template, such as {@code /v1/segments/{id}}
	 * @param variables the values of the template's variables, in order
	 * @return the query
	 */
	public static Query of(String path, Object... variables) {
		Assert.noNullElements(variables, () -> "A variable of '" + path + "' must not be null");
		return new Query(path, List.of(variables));
	}

	/**
	 * Add a parameter.
	 * @param name the name; it must not need encoding
	 * @param value the value, or {@code null} to omit the parameter; a point in time
	 * becomes unix seconds
	 * @return the query with the parameter
	 */
	public Query with(String name, @Nullable Object value) {
		if (value == null) {
			return this;
		}
		List<Object> variables = new ArrayList<>(this.variables);
		variables.add((value instanceof Instant instant) ? instant.getEpochSecond() : value);
		String separator = (this.path.indexOf('?') < 0) ? "?" : "&";
		return new Query(this.path + separator + name + "={" + name + "}", variables);
	}

	/**
	 * Add parameters.
	 * @param parameters the values by name
	 * @return the query with the parameters
	 */
	public Query with(Map<String, ?> parameters) {
		Query query = this;
		for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
			query = query.with(parameter.getKey(), parameter.getValue());
		}
		return query;
	}

	/**
	 * Create a {@code GET} request.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @return the request, which may be repeated
	 */
	public CustomerIoRequest get(String operation) {
		return request(operation, HttpMethod.GET, null, true);
	}

	/**
	 * Create a {@code DELETE} request.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @return the request, which may be repeated
	 */
	public CustomerIoRequest delete(String operation) {
		return request(operation, HttpMethod.DELETE, null, true);
	}

	/**
	 * Create a {@code PUT} request.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @param body the body
	 * @return the request, which may be repeated
	 * @throws IllegalArgumentException if the body cannot be written as JSON
	 */
	public CustomerIoRequest put(String operation, Object body) {
		return request(operation, HttpMethod.PUT, body, true);
	}

	/**
	 * Create a {@code POST} request that creates something.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @param body the body
	 * @return the request, which must not be repeated if it may have been accepted
	 * @throws IllegalArgumentException if the body cannot be written as JSON
	 */
	public CustomerIoRequest create(String operation, Object body) {
		return request(operation, HttpMethod.POST, body, false);
	}

	/**
	 * Create a {@code POST} request that only reads.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @param body the body
	 * @return the request, which may be repeated
	 * @throws IllegalArgumentException if the body cannot be written as JSON
	 */
	public CustomerIoRequest search(String operation, Object body) {
		return request(operation, HttpMethod.POST, body, true);
	}

	private CustomerIoRequest request(String operation, HttpMethod method, @Nullable Object body, boolean idempotent) {
		return AppClient.request(operation, Quota.APP, method, this.path, body, idempotent, this.variables.toArray());
	}

}
