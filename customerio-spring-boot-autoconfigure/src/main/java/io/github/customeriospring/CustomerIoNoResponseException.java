package io.github.customeriospring;

/**
 * A call without an answer: no connection, a connection that broke, or a timeout.
 *
 * @since 0.1.0
 */
public class CustomerIoNoResponseException extends CustomerIoException {

	private final boolean sent;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param cause what went wrong
	 * @param sent whether bytes of the request may have left
	 */
	public CustomerIoNoResponseException(CustomerIoRequest request, Throwable cause, boolean sent) {
		super("No answer to " + request + ": " + describe(cause)
				+ (sent ? "; it may have been accepted" : "; nothing was sent"), cause, !sent || request.repeatable());
		this.sent = sent;
	}

	private static String describe(Throwable cause) {
		String message = cause.getMessage();
		return (message != null) ? PersonalData.mask(message) : cause.getClass().getSimpleName();
	}

	@Override
	public boolean isDeliveryUnknown() {
		return this.sent;
	}

}
