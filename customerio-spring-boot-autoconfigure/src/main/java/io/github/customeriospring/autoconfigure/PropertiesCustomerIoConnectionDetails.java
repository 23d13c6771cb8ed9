package io.github.customeriospring.autoconfigure;

import java.net.URI;

import io.github.customeriospring.autoconfigure.CustomerIoCredentialsFailureAnalyzer.CredentialsException;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.layer.CustomerIoMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.StringUtils;

/**
 * Adapts {@link CustomerIoProperties} to {@link CustomerIoConnectionDetails}. Credentials
 * lose the blanks and line breaks around them, which secrets in files often have.
 */
class PropertiesCustomerIoConnectionDetails implements CustomerIoConnectionDetails {

	private static final Logger logger = LoggerFactory.getLogger(PropertiesCustomerIoConnectionDetails.class);

	private static final String SITE_ID = "customerio.site-id";

	private static final String API_KEY = "customerio.api-key";

	private static final String APP_API_KEY = "customerio.app-api-key";

	private final CustomerIoProperties properties;

	private final @Nullable String siteId;

	private final @Nullable String apiKey;

	private final @Nullable String appApiKey;

	/**
	 * Create connection details.
	 * @param properties where they are from
	 * @param mode whether credentials are needed
	 */
	PropertiesCustomerIoConnectionDetails(CustomerIoProperties properties, CustomerIoMode mode) {
		this.properties = properties;
		if (!mode.isLive()) {
			this.siteId = null;
			this.apiKey = null;
			this.appApiKey = null;
			return;
		}
		this.siteId = credential(SITE_ID, properties.siteId());
		this.apiKey = credential(API_KEY, properties.apiKey());
		this.appApiKey = credential(APP_API_KEY, properties.appApiKey());
		if (this.siteId != null && this.siteId.indexOf(':') >= 0) {
			throw new CredentialsException(SITE_ID, "'" + SITE_ID + "' must not contain a colon");
		}
		if ((this.siteId != null) != (this.apiKey != null)) {
			String missing = (this.siteId != null) ? API_KEY : SITE_ID;
			throw new CredentialsException(missing,
					"'" + ((this.siteId != null) ? SITE_ID : API_KEY) + "' is set but '" + missing + "' is not"
							+ unresolved((this.siteId != null) ? properties.apiKey() : properties.siteId()));
		}
		if (this.siteId == null && this.appApiKey == null) {
			throw new CredentialsException(SITE_ID + " and " + API_KEY,
					"No Customer.io credentials are set" + unresolved(properties.siteId()));
		}
		warnOfUnresolved(SITE_ID, properties.siteId());
		warnOfUnresolved(APP_API_KEY, properties.appApiKey());
	}

	private static @Nullable String credential(String property, @Nullable String value) {
		String credential = (value != null) ? value.strip() : "";
		if (credential.isEmpty() || isUnresolved(credential)) {
			return null;
		}
		if (credential.chars().anyMatch((c) -> c < ' ' || c > '~')) {
			throw new CredentialsException(property,
					"'" + property + "' contains a line break or another character that no key has");
		}
		return credential;
	}

	/** Spring Boot leaves a placeholder as it is if nothing of that name is set. */
	private static boolean isUnresolved(@Nullable String value) {
		return StringUtils.hasText(value) && value.strip().startsWith("${") && value.strip().endsWith("}");
	}

	private static String unresolved(@Nullable String value) {
		return isUnresolved(value)
				? ", as there is no environment variable or property for " + String.valueOf(value).strip() : "";
	}

	private static void warnOfUnresolved(String property, @Nullable String value) {
		if (isUnresolved(value)) {
			logger.warn("'{}' is taken as not set{}", property, unresolved(value));
		}
	}

	@Override
	public @Nullable String getSiteId() {
		return this.siteId;
	}

	@Override
	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	@Override
	public @Nullable String getAppApiKey() {
		return this.appApiKey;
	}

	@Override
	public URI getTrackUrl() {
		URI url = this.properties.track().url();
		return (url != null) ? url : this.properties.region().trackUrl();
	}

	@Override
	public URI getAppUrl() {
		URI url = this.properties.app().url();
		return (url != null) ? url : this.properties.region().appUrl();
	}

}
