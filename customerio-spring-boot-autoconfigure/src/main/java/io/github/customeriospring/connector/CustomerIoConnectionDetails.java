package io.github.customeriospring.connector;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The URLs and credentials of a Customer.io workspace. A bean of this type replaces
 * {@code customerio.site-id} and the related properties.
 *
 * @since 0.1.0
 */
public interface CustomerIoConnectionDetails extends ConnectionDetails {

	/**
	 * Site id of the Track API.
	 * @return the site id, or {@code null} if the Track API is not used
	 */
	@Nullable String getSiteId();

	/**
	 * Key of the Track API.
	 * @return the key, or {@code null} if the Track API is not used
	 */
	@Nullable String getApiKey();

	/**
	 * Key of the App API.
	 * @return the key, or {@code null} if the App API is not used
	 */
	@Nullable String getAppApiKey();

	/**
	 * Base URL of the Track API.
	 * @return the URL, without path
	 */
	URI getTrackUrl();

	/**
	 * Base URL of the App API.
	 * @return the URL, without path
	 */
	URI getAppUrl();

}
