package io.github.customeriospring.simulator;

import java.time.Duration;

/**
 * The rate limits of Customer.io. Each has its own window.
 *
 * @since 0.1.0
 */
public enum SimulatedQuota {

	/**
	 * All requests to the Track API: by default 100 per second.
	 */
	TRACK(100, Duration.ofSeconds(1)),

	/**
	 * {@code POST /v1/send/*}: by default 100 per second.
	 */
	TRANSACTIONAL(100, Duration.ofSeconds(1)),

	/**
	 * All other requests to the App API, both reads and writes: by default 10 per second.
	 */
	APP(10, Duration.ofSeconds(1)),

	/**
	 * {@code POST /v1/campaigns/{id}/triggers}: by default one per ten seconds.
	 */
	BROADCAST(1, Duration.ofSeconds(10));

	private final int requests;

	private final Duration window;

	SimulatedQuota(int requests, Duration window) {
		this.requests = requests;
		this.window = window;
	}

	/**
	 * The documented number of requests in any {@link #defaultWindow() window}.
	 * @return the default limit
	 */
	public int defaultRequests() {
		return this.requests;
	}

	/**
	 * The length of the sliding window.
	 * @return the default window
	 */
	public Duration defaultWindow() {
		return this.window;
	}

	static SimulatedQuota of(String method, String path) {
		if (!path.startsWith("/v1/")) {
			return TRACK;
		}
		if (path.startsWith("/v1/send/")) {
			return TRANSACTIONAL;
		}
		boolean trigger = "POST".equals(method) && path.startsWith("/v1/campaigns/") && path.endsWith("/triggers");
		return trigger ? BROADCAST : APP;
	}

}
