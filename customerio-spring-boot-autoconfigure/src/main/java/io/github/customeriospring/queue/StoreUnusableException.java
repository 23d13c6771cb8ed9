package io.github.customeriospring.queue;

import org.jspecify.annotations.Nullable;

/**
 * The queue's store cannot be used, so the application does not start.
 *
 * @since 0.1.0
 */
public class StoreUnusableException extends RuntimeException {

	private final String action;

	/**
	 * Create a new exception.
	 * @param message what is wrong
	 * @param action what to do about it
	 * @param cause what went wrong, or {@code null} if nothing did
	 */
	public StoreUnusableException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return whole sentences
	 */
	public String getAction() {
		return this.action;
	}

}
