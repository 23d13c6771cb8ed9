package io.github.customeriospring.autoconfigure;

import java.net.URI;

/**
 * Where a Customer.io workspace lives.
 */
enum Region {

	/**
	 * The United States.
	 */
	US("https://track.customer.io", "https://api.customer.io"),

	/**
	 * The European Union.
	 */
	EU("https://track-eu.customer.io", "https://api-eu.customer.io");

	private final URI trackUrl;

	private final URI appUrl;

	Region(String trackUrl, String appUrl) {
		this.trackUrl = URI.create(trackUrl);
		this.appUrl = URI.create(appUrl);
	}

	URI trackUrl() {
		return this.trackUrl;
	}

	URI appUrl() {
		return this.appUrl;
	}

}
