package io.github.customeriospring.autoconfigure;

/**
 * Thrown where credentials are missing, only half of them are set, or one cannot be
 * right. The message does not quote them.
 */
class CustomerIoCredentialsException extends RuntimeException {

	private final String property;

	/**
	 * Create a new exception.
	 * @param property what to set
	 * @param message what is wrong
	 */
	CustomerIoCredentialsException(String property, String message) {
		super(message);
		this.property = property;
	}

	String getProperty() {
		return this.property;
	}

}
