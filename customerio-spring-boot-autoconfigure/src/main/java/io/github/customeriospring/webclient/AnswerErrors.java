package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Quota;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

/**
 * Reads what an answer says about an error. Customer.io has five shapes for that, and
 * answers come with empty and non-JSON bodies too, so everything is optional.
 */
final class AnswerErrors {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	static {
		// Jackson builds its reader under a lock, for which an event loop must not wait
		MAPPER.readTree("{}");
	}

	private final Duration maxRetryAfter;

	private final InstantSource clock;

	AnswerErrors(Duration maxRetryAfter, InstantSource clock) {
		this.maxRetryAfter = maxRetryAfter;
		this.clock = clock;
	}

	CustomerIoException toException(CustomerIoRequest request, int status, HttpHeaders headers, byte[] body) {
		List<CustomerIoError> errors = parse(body);
		if (status == 429) {
			RateLimitHeaders limits = RateLimitHeaders.of(headers, this.clock);
			return new CustomerIoThrottledException(request, errors, capped(limits.retryAfter()),
					limits.isDailyQuota());
		}
		return new CustomerIoResponseException(request, status, errors, hint(request, status, errors));
	}

	@Nullable Duration usedUpFor(HttpHeaders headers) {
		return capped(RateLimitHeaders.usedUpFor(headers, this.clock));
	}

	private @Nullable Duration capped(@Nullable Duration retryAfter) {
		return (retryAfter != null && retryAfter.compareTo(this.maxRetryAfter) > 0) ? this.maxRetryAfter : retryAfter;
	}

	private static @Nullable String hint(CustomerIoRequest request, int status, List<CustomerIoError> errors) {
		if (status >= 300 && status < 400
				|| errors.stream().anyMatch((error) -> error.message().contains("wrong datacenter"))) {
			return "The workspace seems to be in another region than configured: "
					+ "check 'customerio.region' (us or eu). Redirects are not followed, "
					+ "so that credentials stay with the configured host";
		}
		if (status == 401 || status == 403) {
			return (request.quota() == Quota.TRACK)
					? "Check 'customerio.site-id' and 'customerio.api-key' (a Track API key, not an App API key) "
							+ "and 'customerio.region'"
					: "Check 'customerio.app-api-key' (an App API key, not a Track API key) and 'customerio.region'";
		}
		return null;
	}

	static List<CustomerIoError> parse(byte[] body) {
		if (body.length == 0) {
			return List.of();
		}
		try {
			List<CustomerIoError> errors = new ArrayList<>();
			collect(MAPPER.readTree(body), errors);
			return errors;
		}
		catch (JacksonException ex) {
			return List.of(CustomerIoError.of("an answer of " + body.length + " bytes that is not JSON"));
		}
	}

	private static void collect(JsonNode json, List<CustomerIoError> errors) {
		// {"errors":[…]}, {"meta":{"errors":[…]}}, {"meta":{"error":"…"}},
		// {"message":"…"}
		JsonNode meta = json.path("meta");
		json.path("errors").forEach((error) -> errors.add(error(error)));
		meta.path("errors").forEach((error) -> errors.add(error(error)));
		if (meta.path("error").isString()) {
			errors.add(error(meta.path("error")));
		}
		if (errors.isEmpty() && json.path("message").isString()) {
			errors.add(error(json));
		}
	}

	private static CustomerIoError error(JsonNode error) {
		if (!error.isObject()) {
			return CustomerIoError.of(error.asString(""));
		}
		String field = text(error, "field");
		String message = text(error, "message", "detail");
		JsonNode index = error.path("batch_index");
		return new CustomerIoError(text(error, "reason", "code"),
				(field != null) ? field : text(error.path("source"), "pointer"), (message != null) ? message : "",
				index.isInt() ? index.intValue() : null);
	}

	private static @Nullable String text(JsonNode error, String... names) {
		for (String name : names) {
			if (error.path(name).isString()) {
				return error.path(name).stringValue();
			}
		}
		return null;
	}

}
