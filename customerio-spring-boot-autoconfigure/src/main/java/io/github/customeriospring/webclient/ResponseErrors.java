package io.github.customeriospring.webclient;

import java.net.ProtocolException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Quota.Api;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Turns responses that are not acceptances into exceptions, with advice on what to do.
 */
final class ResponseErrors {

	private static final String BATCH = "/api/v2/batch";

	/** Matches the error of a broadcast whose data for some people is invalid. */
	private static final Pattern TRIGGER = Pattern.compile("for trigger (\\d{1,18})");

	private final InstantSource clock;

	ResponseErrors(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Return the error for a response without a success status.
	 */
	CustomerIoException notAccepted(CustomerIoRequest request, int status, HttpHeaders headers,
			List<CustomerIoError> errors) {
		if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
			RateLimitHeaders limits = RateLimitHeaders.of(headers, request.quota(), this.clock);
			return new CustomerIoThrottledException(request, errors, limits.retryAfter(), limits.isDailyQuota());
		}
		return new CustomerIoResponseException(request, status, errors, hint(request, status, headers, errors),
				RateLimitHeaders.retryAfter(headers, this.clock));
	}

	/**
	 * Return the error for a response with a success status.
	 * @return the error, or {@code null} if Customer.io accepted the request
	 */
	static @Nullable CustomerIoException notAnAcceptance(CustomerIoRequest request, int status, HttpHeaders headers,
			byte[] body) {
		boolean track = request.quota().api() == Api.TRACK;
		if (status == HttpStatus.PARTIAL_CONTENT.value() || isHtml(headers) || !isJson(body, track)) {
			String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
			return new CustomerIoNoResponseException(request,
					new ProtocolException("a response " + status + " that is not Customer.io's, "
							+ ((type != null) ? type : "without a content type") + " of " + body.length
							+ " bytes: is there a proxy in between?"),
					true);
		}
		// the errors of a batch belong to its operations
		List<CustomerIoError> errors = (track && !request.path().equals(BATCH)) ? CustomerIoError.parse(body)
				: List.of();
		return errors.isEmpty() ? null : CustomerIoResponseException.refused(request, status, errors);
	}

	private static boolean isHtml(HttpHeaders headers) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.toLowerCase(Locale.ROOT).contains("html");
	}

	/**
	 * The body of some responses is empty. The Track API returns JSON objects only.
	 */
	private static boolean isJson(byte[] body, boolean object) {
		int start = 0;
		int end = body.length - 1;
		while (start <= end && isBlank(body[start])) {
			start++;
		}
		while (end > start && isBlank(body[end])) {
			end--;
		}
		return start > end || (body[start] == '{' && body[end] == '}')
				|| (!object && body[start] == '[' && body[end] == ']');
	}

	private static boolean isBlank(byte character) {
		return character == ' ' || character == '\n' || character == '\r' || character == '\t';
	}

	@Nullable Duration usedUpFor(HttpHeaders headers) {
		return RateLimitHeaders.usedUpFor(headers, this.clock);
	}

	private static @Nullable String hint(CustomerIoRequest request, int status, HttpHeaders headers,
			List<CustomerIoError> errors) {
		if (errors.stream().anyMatch((error) -> error.message().contains("wrong datacenter"))
				|| (isRedirect(status) && headers.containsHeader(HttpHeaders.LOCATION))) {
			return "The workspace seems to be in a different region: "
					+ "check 'customerio.region' (us or eu). Redirects are not followed, "
					+ "so that credentials go to the configured host only";
		}
		boolean track = request.quota().api() == Api.TRACK;
		return switch (status) {
			case 401 -> track
					? "Check 'customerio.site-id' and 'customerio.api-key' (a Track API key, not an App API key) "
							+ "and 'customerio.region'"
					: "Check 'customerio.app-api-key' (an App API key, not a Track API key) and 'customerio.region'";
			case 403 -> track ? "The credentials are valid but not permitted to do this"
					: "The key is valid but not permitted to do this: check its scope, the features of the workspace and, "
							+ "for a message, the types of its attachments";
			case 422 ->
				errors.stream().map(ResponseErrors::trigger).filter((hint) -> hint != null).findFirst().orElse(null);
			default -> null;
		};
	}

	private static boolean isRedirect(int status) {
		return status >= 301 && status <= 308 && status != 304;
	}

	private static @Nullable String trigger(CustomerIoError error) {
		Matcher trigger = TRIGGER.matcher(error.message());
		return trigger.find() ? "List the errors of trigger " + trigger.group(1) + " to see which people" : null;
	}

}
