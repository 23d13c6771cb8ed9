package io.github.customeriospring;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A call to which Customer.io responded with an error, or with a success that could not
 * be read.
 *
 * @since 0.1.0
 */
public class CustomerIoResponseException extends CustomerIoException {

	private final int status;

	private final List<CustomerIoError> errors;

	private final @Nullable Duration retryAfter;

	private final boolean deliveryUnknown;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param status the HTTP status
	 * @param errors the errors in the response, empty if there are none
	 * @param hint advice on what to do, or {@code null}
	 */
	public CustomerIoResponseException(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint) {
		this(request, status, errors, hint, null);
	}

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param status the HTTP status
	 * @param errors the errors in the response, empty if there are none
	 * @param hint advice on what to do, or {@code null}
	 * @param retryAfter how long the server asks to wait, not negative, or {@code null}
	 * if it did not say
	 */
	public CustomerIoResponseException(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint, @Nullable Duration retryAfter) {
		this(request, status, errors, hint, retryAfter, isTemporary(status) && request.idempotent(), isUnknown(status));
	}

	CustomerIoResponseException(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint, @Nullable Duration retryAfter, boolean retryable, boolean deliveryUnknown) {
		super(request, request.attempt(), message(request, status, errors, hint, deliveryUnknown), null, retryable);
		this.status = status;
		this.errors = List.copyOf(errors);
		this.retryAfter = retryAfter;
		this.deliveryUnknown = deliveryUnknown;
	}

	/**
	 * Create an exception for a request that was refused in a response with a success
	 * status.
	 * @param request the request
	 * @param status the HTTP status, such as 207
	 * @param errors the errors in the response
	 * @return the exception; it is not retryable and the delivery is known
	 */
	public static CustomerIoResponseException refused(CustomerIoRequest request, int status,
			List<CustomerIoError> errors) {
		return new CustomerIoResponseException(request, status, errors, null, null, false, false);
	}

	private static String message(CustomerIoRequest request, int status, List<CustomerIoError> errors,
			@Nullable String hint, boolean deliveryUnknown) {
		String said = errors.stream()
			.limit(5)
			.map(CustomerIoError::toString)
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining("; "));
		return "Customer.io answered " + status + " to " + request + (said.isEmpty() ? "" : ": " + said)
				+ ((deliveryUnknown && !request.idempotent()) ? "; it may have been accepted" : "")
				+ ((hint != null) ? ". " + hint : "");
	}

	/**
	 * Return the HTTP status of the response.
	 * @return the status
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * Return the errors in the response.
	 * @return the errors, empty if there are none
	 */
	public List<CustomerIoError> getErrors() {
		return this.errors;
	}

	/**
	 * Return how long the server asks to wait. A 429 or a 503 may say so.
	 * @return the duration exactly as the server sent it, without an upper bound and
	 * never negative, or {@code null} if it did not say
	 */
	public @Nullable Duration getRetryAfter() {
		return this.retryAfter;
	}

	@Override
	public boolean isDeliveryUnknown() {
		return this.deliveryUnknown;
	}

	/** 425 is "Too Early": a later attempt may succeed. */
	private static boolean isTemporary(int status) {
		return status == 408 || status == 425 || status >= 500;
	}

	/** Includes a success that could not be read: the call was accepted. */
	private static boolean isUnknown(int status) {
		return status < 300 || status == 408 || status >= 500;
	}

}
