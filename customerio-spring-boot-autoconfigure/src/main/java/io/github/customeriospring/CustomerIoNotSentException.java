package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * A call that the client refused by itself, without a request to Customer.io.
 * {@link #getReason()} says why.
 *
 * @since 0.1.0
 */
public class CustomerIoNotSentException extends CustomerIoException {

	private final Reason reason;

	/**
	 * Create a new exception.
	 * @param reason why the call was not sent
	 * @param message the same in words
	 */
	public CustomerIoNotSentException(Reason reason, String message) {
		this(reason, message, null);
	}

	/**
	 * Create a new exception.
	 * @param reason why the call was not sent
	 * @param message the same in words
	 * @param cause what went wrong, or {@code null} if nothing did
	 */
	public CustomerIoNotSentException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	/**
	 * Create a new exception that knows its call.
	 * @param reason why the call was not sent
	 * @param request the request that did not go out; earlier attempts may have
	 * @param message the same in words
	 * @param cause what went wrong, or {@code null} if nothing did
	 */
	public CustomerIoNotSentException(Reason reason, CustomerIoRequest request, String message,
			@Nullable Throwable cause) {
		super(request, request.attempt() - 1, message, cause, false);
		this.reason = reason;
	}

	/**
	 * Return why the call was not sent.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * Why a call was not sent.
	 */
	public enum Reason {

		/** As many calls as may wait for this quota wait already. */
		LINE_FULL,

		/** The call waited as long as it may, or would have to wait longer. */
		WAIT_TOO_LONG,

		/** The queue holds as much as it may. */
		QUEUE_FULL,

		/** The credentials for this API are not set. */
		NO_CREDENTIALS,

		/** The application shuts down. */
		SHUTTING_DOWN,

		/** The queue was cleared. */
		CLEARED,

		/** Who handed it in cancelled it. */
		CANCELLED,

		/** An operator paused the quota or the queue. */
		PAUSED,

		/** The operation is older than the queue keeps operations. */
		TOO_OLD,

		/** The waiting thread was interrupted. */
		INTERRUPTED,

		/** A newer change of the same identity went out in the meantime. */
		OVERTAKEN,

		/** The calling thread must not block, and the call would have had to. */
		BLOCKED_THREAD,

		/** Something went wrong inside the client; the cause says what. */
		INTERNAL_ERROR

	}

}
