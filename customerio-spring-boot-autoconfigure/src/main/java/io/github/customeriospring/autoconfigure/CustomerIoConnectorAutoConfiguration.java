package io.github.customeriospring.autoconfigure;

import java.time.Duration;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
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
@EnableConfigurationProperties(CustomerIoProperties.class)
public final class CustomerIoConnectorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CustomerIoConnector customerIoConnector(CustomerIoProperties properties,
			ObjectProvider<ClientHttpConnectorBuilder<?>> builders, ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<SslBundles> sslBundles) {
		ClientHttpConnectorBuilder<?> builder = builders.getIfAvailable(ClientHttpConnectorBuilder::detect);
		HttpClientSettings own = settings.getIfAvailable(HttpClientSettings::defaults)
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			// the client's own timeout of answers needs no timer for each of them
			.withTimeouts(properties.connectTimeout(), null);
		String bundle = properties.ssl().bundle();
		if (StringUtils.hasText(bundle)) {
			own = own.withSslBundle(sslBundles.getObject().getBundle(bundle));
		}
		return (builder instanceof ReactorClientHttpConnectorBuilder reactor) ? ReactorNetty.connector(reactor, own)
				: new CustomerIoConnector(builder.build(own), false, () -> {
				});
	}

	/**
	 * What only Reactor Netty has.
	 */
	private static final class ReactorNetty {

		/**
		 * Below the idle timeout of common load balancers, which reset such connections.
		 */
		private static final Duration MAX_IDLE = Duration.ofSeconds(50);

		static CustomerIoConnector connector(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings) {
			ConnectionProvider connections = ConnectionProvider.builder("customerio")
				// the waiting line is the bound; 16 by default, 50 a second at 300 ms
				.maxConnections(Integer.MAX_VALUE)
				.pendingAcquireMaxCount(-1)
				.maxIdleTime(MAX_IDLE)
				.build();
			return new CustomerIoConnector(builder.withHttpClientFactory(() -> HttpClient.create(connections))
				// its silent second attempt would take no permit and could send twice
				.withHttpClientCustomizer((client) -> client.disableRetry(true)
					.headers((headers) -> headers.set(HttpHeaders.USER_AGENT, CustomerIoConnector.USER_AGENT)))
				.build(settings), true, connections::dispose);
		}

	}

}
