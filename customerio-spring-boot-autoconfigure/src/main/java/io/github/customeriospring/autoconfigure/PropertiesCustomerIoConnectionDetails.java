package io.github.customeriospring.autoconfigure;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Adapts {@link CustomerIoProperties} to {@link CustomerIoConnectionDetails}.
 */
class PropertiesCustomerIoConnectionDetails implements CustomerIoConnectionDetails {

	private final CustomerIoProperties properties;

	PropertiesCustomerIoConnectionDetails(CustomerIoProperties properties) {
		this.properties = properties;
		boolean siteId = StringUtils.hasText(properties.siteId());
		boolean apiKey = StringUtils.hasText(properties.apiKey());
		if (siteId != apiKey) {
			throw new CustomerIoCredentialsException(siteId ? "customerio.api-key" : "customerio.site-id",
					siteId ? "customerio.site-id" : "customerio.api-key");
		}
		if (!siteId && !StringUtils.hasText(properties.appApiKey())) {
			throw new CustomerIoCredentialsException("customerio.site-id and customerio.api-key", null);
		}
	}

	@Override
	public @Nullable String getSiteId() {
		return text(this.properties.siteId());
	}

	@Override
	public @Nullable String getApiKey() {
		return text(this.properties.apiKey());
	}

	@Override
	public @Nullable String getAppApiKey() {
		return text(this.properties.appApiKey());
	}

	@Override
	public URI getTrackUrl() {
		URI url = this.properties.trackUrl();
		return (url != null) ? url : this.properties.region().trackUrl();
	}

	@Override
	public URI getAppUrl() {
		URI url = this.properties.appUrl();
		return (url != null) ? url : this.properties.region().appUrl();
	}

	private static @Nullable String text(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

}
