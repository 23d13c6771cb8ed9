package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.http.Credentials;
import io.github.customeriospring.simulator.rules.Assumption;

/**
 * The settings that a simulator is built with, and returns to on reset.
 */
record Settings(int port, Map<SimulatedQuota, Limit> limits, boolean retryAfter, Duration serviceTime,
		NetworkDelay network, Credentials credentials, int recordedRequests, boolean keepState,
		Set<Assumption> assumptions) {

	Settings {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("'port' must be between 0 and 65535, was " + port);
		}
		if (serviceTime.isNegative()) {
			throw new IllegalArgumentException("'serviceTime' must not be negative, was " + serviceTime);
		}
		limits = Map.copyOf(limits);
		assumptions = Set.copyOf(assumptions);
	}

	/**
	 * A maximum number of requests in any window of a length.
	 */
	record Limit(int requests, Duration window) {

	}

}
