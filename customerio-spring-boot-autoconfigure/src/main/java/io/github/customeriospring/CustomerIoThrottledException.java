package io.github.customeriospring;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A call that Customer.io refused with a 429. It was not accepted.
 *
 * @since 0.1.0
 */
public class CustomerIoThrottledException extends CustomerIoResponseException {

	private final boolean dailyQuota;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param errors the errors in the response
	 * @param retryAfter how long the server asks to wait, not negative, or {@code null}
	 * if it did not say
	 * @param dailyQuota whether a daily quota is used up, so that a short wait does not
	 * help
	 */
	public CustomerIoThrottledException(CustomerIoRequest request, List<CustomerIoError> errors,
			@Nullable Duration retryAfter, boolean dailyQuota) {
		super(request, 429, errors, dailyQuota ? "The daily quota of this call is used up" : null, retryAfter,
				!dailyQuota, false);
		this.dailyQuota = dailyQuota;
	}

	/**
	 * Return whether a daily quota is used up.
	 * @return whether a short wait does not help
	 */
	public boolean isDailyQuota() {
		return this.dailyQuota;
	}

}
