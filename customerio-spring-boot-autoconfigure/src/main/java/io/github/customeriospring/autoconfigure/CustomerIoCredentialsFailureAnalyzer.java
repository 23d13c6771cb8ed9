package io.github.customeriospring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property to set.
 */
class CustomerIoCredentialsFailureAnalyzer
		extends AbstractFailureAnalyzer<CustomerIoCredentialsFailureAnalyzer.CredentialsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CredentialsException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", "Set " + cause.getProperty()
				+ ", found in Customer.io under Settings, Workspace Settings, "
				+ "API and Webhook Credentials. If only the App API is used, set customerio.app-api-key alone. "
				+ "To start without Customer.io, set customerio.mode=log, which logs what would be sent, or customerio.mode=off.",
				cause);
	}

	/**
	 * Thrown where credentials are missing, only half of them are set, or one cannot be
	 * right. The message does not quote them.
	 */
	static final class CredentialsException extends RuntimeException {

		private final String property;

		/**
		 * Create a new exception.
		 * @param property what to set
		 * @param message what is wrong
		 */
		CredentialsException(String property, String message) {
			super(message);
			this.property = property;
		}

		String getProperty() {
			return this.property;
		}

	}

}
