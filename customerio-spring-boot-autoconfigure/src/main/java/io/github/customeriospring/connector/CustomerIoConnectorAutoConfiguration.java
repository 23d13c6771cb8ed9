package io.github.customeriospring.connector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the connector of the Customer.io
 * client: the application's kind of connector and settings, with the client's timeouts
 * and without redirects. It does not apply where the application has a
 * {@code WebClient.Builder} bean of its own, which is then used as it is.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ReactiveHttpClientAutoConfiguration.class, before = WebClientAutoConfiguration.class)
@ConditionalOnClass(WebClient.class)
@ConditionalOnMissingBean(WebClient.Builder.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
public final class CustomerIoConnectorAutoConfiguration {

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
