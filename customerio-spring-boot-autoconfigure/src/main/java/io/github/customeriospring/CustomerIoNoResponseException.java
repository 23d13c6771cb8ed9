package io.github.customeriospring;

import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;

import io.github.customeriospring.text.PersonalData;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * A call without an answer of Customer.io: no connection, a connection that broke, a
 * timeout, or an answer of somebody else, such as the page of a proxy.
 *
 * @since 0.1.0
 */
public class CustomerIoNoResponseException extends CustomerIoException {

	/** What TLS libraries quote of an answer that is no TLS. */
	private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}+");

	private final boolean sent;

	/**
	 * Create a new exception.
	 * @param request the request
	 * @param cause what went wrong; if nothing was sent because of a mistake in the
	 * application or its configuration, that happens again and is not retryable
	 * @param sent whether bytes of the request may have left
	 */
	public CustomerIoNoResponseException(CustomerIoRequest request, Throwable cause, boolean sent) {
		super(request, request.attempt(), message(request, cause, sent), ofAnother(cause),
				sent ? request.repeatable() : !isMistake(cause));
		this.sent = sent;
	}

	private static String message(CustomerIoRequest request, Throwable cause, boolean sent) {
		return "No answer to " + request + ": " + describe(cause)
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
	 * Spring takes some errors in a web request for its own client going away, answers
	 * that client with 200 and logs nothing. This keeps it from that.
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

}
