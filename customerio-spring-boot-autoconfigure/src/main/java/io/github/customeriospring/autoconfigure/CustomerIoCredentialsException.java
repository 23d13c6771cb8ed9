package io.github.customeriospring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where credentials are missing or only half of them are set.
 */
class CustomerIoCredentialsException extends RuntimeException {

	private final String missing;

	CustomerIoCredentialsException(String missing, @Nullable String present) {
		super((present != null) ? "'" + present + "' is set but '" + missing + "' is not"
				: "No Customer.io credentials are set");
		this.missing = missing;
	}

	String getMissing() {
		return this.missing;
	}

}
