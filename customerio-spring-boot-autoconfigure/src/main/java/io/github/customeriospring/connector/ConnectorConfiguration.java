package io.github.customeriospring.connector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * Configures the client's own connectors.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class ConnectorConfiguration {

	private static final String BUNDLE = "customerio.ssl.bundle";

	@Bean
	@ConditionalOnMissingBean
	CustomerIoConnector customerIoConnector(ConnectionSettings connection,
			ObjectProvider<ClientHttpConnectorBuilder<?>> builders, ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<SslBundles> sslBundles) {
		HttpClientSettings own = settings(connection, settings);
		String bundle = connection.sslBundle();
		return CustomerIoConnector.of(builder(builders),
				StringUtils.hasText(bundle) ? own.withSslBundle(bundle(sslBundles.getObject(), bundle)) : own);
	}

	/** Downloads come from other hosts, which must not see the client's certificate. */
	@Bean(defaultCandidate = false)
	@ConditionalOnProperty(BUNDLE)
	CustomerIoConnector customerIoDownloadConnector(ConnectionSettings connection,
			ObjectProvider<ClientHttpConnectorBuilder<?>> builders, ObjectProvider<HttpClientSettings> settings) {
		return CustomerIoConnector.of(builder(builders), settings(connection, settings));
	}

	private static ClientHttpConnectorBuilder<?> builder(ObjectProvider<ClientHttpConnectorBuilder<?>> builders) {
		return builders.getIfAvailable(ClientHttpConnectorBuilder::detect);
	}

	private static HttpClientSettings settings(ConnectionSettings connection,
			ObjectProvider<HttpClientSettings> settings) {
		return settings.getIfAvailable(HttpClientSettings::defaults)
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			// the client has its own response timeout
			.withTimeouts(connection.connectTimeout(), null);
	}

	private static SslBundle bundle(SslBundles bundles, String name) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException(BUNDLE, name, "There is no SSL bundle with this name");
		}
	}

}
