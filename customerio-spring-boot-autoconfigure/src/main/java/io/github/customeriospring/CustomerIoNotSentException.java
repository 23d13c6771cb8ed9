package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * A call that the client itself refused, without sending a request to Customer.io.
 * {@link #getReason()} tells why.
 *
 * @since 0.1.0
 */
public class CustomerIoNotSentException extends CustomerIoException {

	private final Reason reason;

	/**
	 * Create a new exception.
	 * @param reason why the call was not sent
	 * @param message the reason in words
	 */
	public CustomerIoNotSentException(Reason reason, String message) {
		this(reason, message, null);
	}

	/**
	 * Create a new exception.
	 * @param reason why the call was not sent
	 * @param message the reason in words
	 * @param cause what went wrong, or {@code null} if nothing did
	 */
	public CustomerIoNotSentException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	/**
	 * Create a new exception for a known request.
	 * @param reason why the call was not sent
	 * @param request the request that was not sent; earlier attempts may have been
	 * @param message the reason in words
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

		/** The waiting line of this quota is full. */
		LINE_FULL,

		/** The call waited for the maximum time, or would have had to wait longer. */
		WAIT_TOO_LONG,

		/** The queue is full. */
		QUEUE_FULL,

		/** The credentials for this API are not set. */
		NO_CREDENTIALS,

		/** The application is shutting down. */
		SHUTTING_DOWN,

		/** The queue was cleared. */
		CLEARED,

		/** The caller cancelled it. */
		CANCELLED,

		/** An operator paused the quota or the queue. */
		PAUSED,

		/** The operation waited in the queue for longer than its maximum age. */
		TOO_OLD,

		/** The waiting thread was interrupted. */
		INTERRUPTED,

		/** A newer change to the same identity was sent in the meantime. */
		OVERTAKEN,

		/** The call would have had to block a thread that must not block. */
		BLOCKED_THREAD,

		/** The queue's store could not keep the operation; the cause says why. */
		NOT_STORED,

		/** The transaction that handed it in was rolled back. */
		ROLLED_BACK,

		/** Another instance of the application sends it. */
		LEASE_LOST,

		/** Another instance sent it, and it became a dead letter. */
		DEAD_LETTER,

		/** The client itself failed; see the cause. */
		INTERNAL_ERROR

	}

}
