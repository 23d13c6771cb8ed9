package io.github.customeriospring.app;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.customeriospring.Quota;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * What the path of a call determines: its API, its quota, and whether it may be repeated.
 *
 * @param value the path without the query
 * @param variables the number of variables, including those of the query
 */
record ApiPath(String value, int variables) {

	private static final Pattern BROADCAST_TRIGGERS = Pattern.compile("/v1/campaigns/[^/]+/triggers");

	private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT,
			HttpMethod.DELETE, HttpMethod.OPTIONS);

	/** Searches: they only read, and use POST because their filters are long. */
	private static final Set<String> QUERIES = Set.of("/v1/customers", "/v1/customers/attributes", "/v1/objects");

	static ApiPath of(String path) {
		Assert.notNull(path, "'path' must not be null");
		Assert.isTrue(path.indexOf('@') < 0 && !path.contains("%40"),
				"'path' must not contain an e-mail address: use a variable, which is encoded and not logged");
		Assert.isTrue(path.startsWith("/v1/") || isTrack(path),
				() -> "'path' must start with '/v1/' (App API) or '/api/' (Track API), was '" + path + "'");
		int query = path.indexOf('?');
		return new ApiPath((query < 0) ? path : path.substring(0, query),
				(int) path.chars().filter((c) -> c == '{').count());
	}

	Quota quota(HttpMethod method) {
		return Arrays.stream(Quota.values()).filter((quota) -> isOf(quota, method)).findFirst().orElse(Quota.APP);
	}

	private boolean isOf(Quota quota, HttpMethod method) {
		return switch (quota) {
			case TRACK -> isTrack(this.value);
			case TRANSACTIONAL -> this.value.startsWith("/v1/send/");
			case BROADCAST -> method == HttpMethod.POST && BROADCAST_TRIGGERS.matcher(this.value).matches();
			case APP -> false; // it has all that no other has
		};
	}

	private static boolean isTrack(String path) {
		return path.startsWith("/api/") || path.startsWith("/unsubscribe/");
	}

	boolean isIdempotent(HttpMethod method) {
		return IDEMPOTENT.contains(method) || (method == HttpMethod.POST && QUERIES.contains(this.value));
	}

}
