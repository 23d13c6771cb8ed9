package io.github.customeriospring;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A call that Customer.io answered with something other than success, or with a success
 * that could not be read.
 *
 * @since 0.1.0
 */
public class CustomerIoResponseException extends CustomerIoException {

	private final int status;

	private final List<CustomerIoError> errors;

	private final @Nullable Duration retryAfter;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param status the HTTP status
	 * @param errors what the answer said, empty if nothing
	 * @param hint what to do about it, or {@code null}
	 */
	public CustomerIoResponseException(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint) {
		this(request, status, errors, hint, null);
	}

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param status the HTTP status
	 * @param errors what the answer said, empty if nothing
	 * @param hint what to do about it, or {@code null}
	 * @param retryAfter how long the server wants nothing, not negative, or {@code null}
	 * if it did not say
	 */
	public CustomerIoResponseException(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint, @Nullable Duration retryAfter) {
		this(request, status, errors, hint, retryAfter, (status == 408 || status >= 500) && request.repeatable());
	}

	CustomerIoResponseException(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint, @Nullable Duration retryAfter, boolean retryable) {
		super(message(request, status, errors, hint), null, retryable);
		this.status = status;
		this.retryAfter = retryAfter;
		this.errors = List.copyOf(errors);
	}

	private static String message(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint) {
		String said = errors.stream()
			.limit(5)
			.map(CustomerIoError::toString)
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining("; "));
		return "Customer.io answered " + status + " to " + request + (said.isEmpty() ? "" : ": " + said)
				+ ((isUnknown(status) && !request.repeatable()) ? "; it may have been accepted" : "")
				+ ((hint != null) ? ". " + hint : "");
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the status
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * Return what the answer said about the errors.
	 * @return the errors, empty if the answer named none
	 */
	public List<CustomerIoError> getErrors() {
		return this.errors;
	}

	/**
	 * Return how long the server wants no request, as a 429 or a 503 may say.
	 * @return the duration, never negative, or {@code null} if it did not say
	 */
	public @Nullable Duration getRetryAfter() {
		return this.retryAfter;
	}

	@Override
	public boolean isDeliveryUnknown() {
		return isUnknown(this.status);
	}

	/** A success whose answer could not be read was accepted. */
	private static boolean isUnknown(int status) {
		return status < 300 || status == 408 || status >= 500;
	}

}
