package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * A call that the client refused by itself, without a request to Customer.io: the waiting
 * line is full, the wait would be too long, credentials are missing, or it is shutting
 * down.
 *
 * @since 0.1.0
 */
public class CustomerIoNotSentException extends CustomerIoException {

	/**
	 * Create a new exception.
	 * @param message why the call was not sent
	 */
	public CustomerIoNotSentException(String message) {
		this(message, null);
	}

	/**
	 * Create a new exception.
	 * @param message why the call was not sent
	 * @param cause what went wrong, if something did
	 */
	public CustomerIoNotSentException(String message, @Nullable Throwable cause) {
		super(message, cause, false);
	}

}
