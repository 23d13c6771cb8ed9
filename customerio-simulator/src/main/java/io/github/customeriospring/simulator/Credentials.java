package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Who may come in: Basic for the Track API, Bearer for the App API.
 */
final class Credentials {

	private final String basic;

	private final String bearer;

	Credentials(String siteId, String apiKey, String appApiKey) {
		byte[] pair = (siteId + ":" + apiKey).getBytes(StandardCharsets.UTF_8);
		this.basic = "Basic " + Base64.getEncoder().encodeToString(pair);
		this.bearer = "Bearer " + appApiKey;
	}

	boolean admit(SimulatedQuota quota, String path, @Nullable String authorization) {
		String expected = (quota == SimulatedQuota.TRACK) ? this.basic : this.bearer;
		return expected.equals(authorization) || (quota == SimulatedQuota.TRACK && isOpen(path));
	}

	/**
	 * Links in messages and devices report without credentials.
	 */
	private static boolean isOpen(String path) {
		return path.equals("/api/v1/metrics") || path.endsWith("/push/events") || path.startsWith("/unsubscribe/");
	}

}
