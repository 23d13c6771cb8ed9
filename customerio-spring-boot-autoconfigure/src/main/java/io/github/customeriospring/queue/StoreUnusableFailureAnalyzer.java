package io.github.customeriospring.queue;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do if the queue's store cannot be used.
 */
class StoreUnusableFailureAnalyzer extends AbstractFailureAnalyzer<StoreUnusableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, StoreUnusableException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
