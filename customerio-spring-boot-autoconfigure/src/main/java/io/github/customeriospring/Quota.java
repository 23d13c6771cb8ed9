package io.github.customeriospring;

import java.util.Locale;

/**
 * A rate limit of a Customer.io workspace. Each call counts against exactly one.
 *
 * @since 0.1.0
 */
public enum Quota {

	/**
	 * All calls to the Track API. Each request takes one permit, even if it carries a
	 * batch.
	 */
	TRACK(Api.TRACK),

	/**
	 * Transactional messages: {@code POST /v1/send/…}.
	 */
	TRANSACTIONAL(Api.APP),

	/**
	 * All other calls to the App API, both reads and writes.
	 */
	APP(Api.APP),

	/**
	 * Triggers of API-triggered broadcasts.
	 */
	BROADCAST(Api.APP);

	private final Api api;

	Quota(Api api) {
		this.api = api;
	}

	/**
	 * Return the API whose calls count against this quota.
	 * @return the API, which has a host and credentials of its own
	 */
	public Api api() {
		return this.api;
	}

	/**
	 * Return the name under which this quota appears in properties, meters and logs.
	 * @return the lower-case name, such as {@code track}
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the name of this quota's limiter in the {@code RateLimiterRegistry}.
	 * @return the name, such as {@code customerio-track}
	 */
	public String limiterName() {
		return "customerio-" + id();
	}

	/**
	 * The APIs of Customer.io.
	 */
	public enum Api {

		/**
		 * Takes what happens to people and objects.
		 */
		TRACK,

		/**
		 * Sends messages, and reads and changes the workspace.
		 */
		APP;

		/**
		 * Return the name under which this API appears in health and logs.
		 * @return the lower-case name, such as {@code track}
		 */
		public String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
