package io.github.customeriospring;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * One HTTP request to Customer.io, without the host and the credentials.
 *
 * @param operation what the call does, for logs and meters; one of a small set of values
 * @param quota the quota it counts against, which also determines the host
 * @param method the HTTP method
 * @param path the path as a URI template, such as {@code /v1/customers/{id}/attributes}
 * @param variables the values of the template's variables, in order; they are encoded
 * when sent. Those in the path must not be empty, {@code .} or {@code ..}
 * @param body the JSON body as UTF-8, or {@code null} for none
 * @param priority the priority of the call while calls wait
 * @param idempotent whether sending it twice has the effect of sending it once
 * @param attempt the number of this attempt, starting at 1
 * @param change what the request changes, or {@code null} if it is not tracked
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record CustomerIoRequest(String operation, Quota quota, HttpMethod method, String path, List<Object> variables,
		byte @Nullable [] body, Priority priority, boolean idempotent, int attempt, @Nullable Change change) {

	public CustomerIoRequest {
		Assert.hasText(operation, "'operation' must not be empty");
		Assert.isTrue(path.startsWith("/"), () -> "'path' must start with '/', was '" + path + "'");
		Assert.isTrue(attempt > 0, () -> "'attempt' must be positive, was " + attempt);
		variables = List.copyOf(variables);
		if (!variables.isEmpty()) {
			checkSegments(path, variables);
		}
	}

	/**
	 * Create a request that does not track what it changes.
	 * @param operation what the call does, for logs and meters; one of a small set of
	 * values
	 * @param quota the quota it counts against, which also determines the host
	 * @param method the HTTP method
	 * @param path the path as a URI template
	 * @param variables the values of the template's variables, in order
	 * @param body the JSON body as UTF-8, or {@code null} for none
	 * @param priority the priority of the call while calls wait
	 * @param idempotent whether sending it twice has the effect of sending it once
	 * @param attempt the number of this attempt, starting at 1
	 */
	public CustomerIoRequest(String operation, Quota quota, HttpMethod method, String path, List<Object> variables,
			byte @Nullable [] body, Priority priority, boolean idempotent, int attempt) {
		this(operation, quota, method, path, variables, body, priority, idempotent, attempt, null);
	}

	/**
	 * Servers and proxies normalize such segments away, encoded or not. The path would
	 * then name something else: {@code /v1/segments/{id}} would become the list of all
	 * segments.
	 */
	private static void checkSegments(String path, List<Object> variables) {
		int query = path.indexOf('?');
		String segments = (query < 0) ? path : path.substring(0, query);
		long count = segments.chars().filter((c) -> c == '{').count();
		variables.stream()
			.limit(count)
			.map(Object::toString)
			.forEach((value) -> Assert.isTrue(!value.isEmpty() && !value.equals(".") && !value.equals(".."),
					() -> "A variable of '" + path + "' must not be empty, '.' or '..', was '" + value + "'"));
	}

	/**
	 * Create an idempotent, interactive {@code POST} to the Track API.
	 * @param operation what the call does
	 * @param path the path, without variables
	 * @param body the JSON body as UTF-8
	 * @return the request
	 */
	public static CustomerIoRequest track(String operation, String path, byte[] body) {
		return new CustomerIoRequest(operation, Quota.TRACK, HttpMethod.POST, path, List.of(), body,
				Priority.INTERACTIVE, true, 1);
	}

	/**
	 * Create an idempotent, interactive request that sends one operation to the Track
	 * API.
	 * @param operation the operation
	 * @return the request
	 */
	public static CustomerIoRequest track(TrackOperation operation) {
		return new CustomerIoRequest(operation.name(), Quota.TRACK, HttpMethod.POST, "/api/v2/entity", List.of(),
				operation.toBytes(), Priority.INTERACTIVE, true, 1,
				new Change(operation.subjects(), operation.isDestructive()));
	}

	/**
	 * Return this request with another attempt number.
	 * @param attempt the number of the attempt, starting at 1
	 * @return the request, or this one if it has that number already
	 */
	public CustomerIoRequest withAttempt(int attempt) {
		return (attempt == this.attempt) ? this : new CustomerIoRequest(this.operation, this.quota, this.method,
				this.path, this.variables, this.body, this.priority, this.idempotent, attempt, this.change);
	}

	/**
	 * Return this request with another priority.
	 * @param priority the priority
	 * @return the request
	 */
	public CustomerIoRequest withPriority(Priority priority) {
		return new CustomerIoRequest(this.operation, this.quota, this.method, this.path, this.variables, this.body,
				priority, this.idempotent, this.attempt, this.change);
	}

	/**
	 * Return the body as text.
	 * @return the JSON, empty for none
	 */
	public String bodyAsString() {
		return (this.body != null) ? new String(this.body, StandardCharsets.UTF_8) : "";
	}

	/**
	 * Describe the request without its variables and body, which contain personal data.
	 */
	@Override
	public String toString() {
		return this.operation + " (" + this.method + " " + this.path + ", quota " + this.quota.id() + ", attempt "
				+ this.attempt + ")";
	}

	/**
	 * What a request changes. Instances are compared by identity: two requests are two
	 * changes.
	 */
	public static final class Change {

		private final List<String> subjects;

		private final boolean destructive;

		/**
		 * Create a change.
		 * @param subjects the identities that the request changes, one key each
		 * @param destructive whether the request removes something; if so, it must not be
		 * repeated after a newer change to the same identity
		 */
		public Change(List<String> subjects, boolean destructive) {
			this.subjects = List.copyOf(subjects);
			this.destructive = destructive;
		}

		/**
		 * Return the identities that the request changes.
		 * @return one key per identity
		 */
		public List<String> subjects() {
			return this.subjects;
		}

		/**
		 * Return whether the request removes something.
		 * @return whether it must not be repeated after a newer change to the same
		 * identity
		 */
		public boolean destructive() {
			return this.destructive;
		}

	}

}
