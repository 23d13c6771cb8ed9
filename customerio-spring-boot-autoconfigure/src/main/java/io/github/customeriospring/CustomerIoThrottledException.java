package io.github.customeriospring;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A call that Customer.io refused with a 429: it was not accepted.
 *
 * @since 0.1.0
 */
public class CustomerIoThrottledException extends CustomerIoResponseException {

	private final boolean dailyQuota;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param errors what the answer said
	 * @param retryAfter how long the server wants nothing, not negative, or {@code null}
	 * if it did not say
	 * @param dailyQuota whether a quota per day is used up, so that waiting is in vain
	 */
	public CustomerIoThrottledException(CustomerIoRequest request, List<CustomerIoError> errors,
			@Nullable Duration retryAfter, boolean dailyQuota) {
		super(request, 429, errors, dailyQuota ? "The daily quota of this call is used up" : null, retryAfter,
				!dailyQuota);
		this.dailyQuota = dailyQuota;
	}

	/**
	 * Return whether a quota per day is used up.
	 * @return whether waiting for a moment is in vain
	 */
	public boolean isDailyQuota() {
		return this.dailyQuota;
	}

}
