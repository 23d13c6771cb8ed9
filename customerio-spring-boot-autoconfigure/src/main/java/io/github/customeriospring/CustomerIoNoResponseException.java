package io.github.customeriospring;

import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * A call that got no response from Customer.io: there was no connection, the connection
 * broke, the call timed out, or something else responded, such as a proxy with its own
 * page.
 *
 * @since 0.1.0
 */
public class CustomerIoNoResponseException extends CustomerIoException {

	/** TLS libraries quote a response that is not TLS as hex digits. */
	private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}+");

	private final boolean sent;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param cause what went wrong. If a mistake in the application or its configuration
	 * kept the request from being sent, the exception is not retryable
	 * @param sent whether any bytes of the request may have left
	 */
	public CustomerIoNoResponseException(CustomerIoRequest request, Throwable cause, boolean sent) {
		super(request, request.attempt(), message(request, cause, sent), ofAnother(cause),
				sent ? request.idempotent() : !isMistake(cause));
		this.sent = sent;
	}

	private static String message(CustomerIoRequest request, Throwable cause, boolean sent) {
		return "No response to " + request + ": " + describe(cause)
				+ (sent ? "; it may have been accepted" : "; nothing was sent");
	}

	static String describe(Throwable cause) {
		String text = text(cause);
		Throwable root = NestedExceptionUtils.getRootCause(cause);
		String more = (root != null) ? text(root) : text;
		return text.contains(more) ? text : text + " (" + more + ")";
	}

	private static String text(Throwable ex) {
		String message = ex.getMessage();
		if (message != null) {
			return HEX.matcher(PersonalData.mask(message)).replaceAll("…");
		}
		return (ex instanceof ClosedChannelException) ? "the connection was closed" : ex.getClass().getSimpleName();
	}

	/**
	 * Spring MVC and WebFlux mistake some of these errors for a disconnect of their own
	 * client: they respond with 200 and log nothing. Wrapping the error prevents that.
	 */
	private static Throwable ofAnother(Throwable cause) {
		return DisconnectedClientHelper.isClientDisconnectedException(cause) ? new BrokenExchangeException(cause)
				: cause;
	}

	private static boolean isMistake(Throwable cause) {
		return cause instanceof IllegalArgumentException || cause instanceof NullPointerException
				|| cause instanceof ClassCastException || cause instanceof IndexOutOfBoundsException
				|| cause instanceof UnsupportedOperationException || cause instanceof Error;
	}

	@Override
	public boolean isDeliveryUnknown() {
		return this.sent;
	}

	/**
	 * The HTTP exchange with Customer.io failed. Unlike
	 * {@code WebClientRequestException}, it does not name the URI.
	 */
	private static final class BrokenExchangeException extends WebClientException {

		BrokenExchangeException(Throwable cause) {
			super("The exchange with Customer.io broke", cause);
		}

	}

}
