package io.github.customeriospring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property to set.
 */
class CustomerIoCredentialsFailureAnalyzer extends AbstractFailureAnalyzer<CustomerIoCredentialsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CustomerIoCredentialsException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Set " + cause.getProperty() + ", found in Customer.io under Settings, Workspace Settings, "
						+ "API and Webhook Credentials. If only the App API is used, set customerio.app-api-key alone. "
						+ "To start without Customer.io, set customerio.enabled=false.",
				cause);
	}

}
