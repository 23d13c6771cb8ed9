package io.github.customeriospring.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * The accepted credentials: Basic for the Track API, Bearer for the App API.
 */
public final class Credentials {

	private final String basic;

	private final String bearer;

	public Credentials(String siteId, String apiKey, String appApiKey) {
		byte[] pair = (siteId + ":" + apiKey).getBytes(StandardCharsets.UTF_8);
		this.basic = "Basic " + Base64.getEncoder().encodeToString(pair);
		this.bearer = "Bearer " + appApiKey;
	}

	public boolean admitsTrack(String path, @Nullable String authorization) {
		return this.basic.equals(authorization) || isOpen(path);
	}

	public boolean admitsApp(@Nullable String authorization) {
		return this.bearer.equals(authorization);
	}

	/**
	 * Paths without credentials, which links in messages and devices call.
	 */
	private static boolean isOpen(String path) {
		return path.equals("/api/v1/metrics") || path.endsWith("/push/events") || path.startsWith("/unsubscribe/");
	}

}
