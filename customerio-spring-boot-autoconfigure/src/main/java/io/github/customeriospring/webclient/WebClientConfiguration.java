package io.github.customeriospring.webclient;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.connector.ConnectionSettings;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.connector.CustomerIoConnector;
import io.github.customeriospring.layer.CustomerIoMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * Configures the transport, which talks to Customer.io through the application's
 * {@link WebClient.Builder}.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class WebClientConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(WebClientConfiguration.class);

	/** Spring Boot's customizer, which the client's own connector replaces. */
	private static final String CONNECTOR_CUSTOMIZER = "webClientHttpConnectorCustomizer";

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoWebClientTransport")
	CustomerIoTransport customerIoWebClientTransport(CustomerIoMode mode, CustomerIoConnectionDetails details,
			WebClient.Builder sharedBuilder, ObjectProvider<CustomerIoConnector> connector, ListableBeanFactory beans,
			ConnectionSettings settings, Environment environment) {
		if (!mode.isLive()) {
			return new UnsentTransport(mode == CustomerIoMode.LOG);
		}
		// the application's builder may be a singleton that builds other clients too
		WebClient.Builder builder = sharedBuilder.clone();
		CustomerIoConnector dedicated = connector.getIfAvailable();
		String other = (dedicated != null) ? nameOfConnectorCustomizer(beans) : "The bean WebClient.Builder";
		if (dedicated != null && other == null) {
			builder.clientConnector(dedicated.connector());
		}
		else {
			checkConnectorSettings(String.valueOf(other), settings, environment);
		}
		builder.defaultHeader(HttpHeaders.USER_AGENT, userAgent());
		builder.observationConvention(new TemplateOnlyObservationConvention());
		builder.filters((filters) -> {
			filters.add(0, new UriFreeErrors());
			filters.add(new OwnHeaders(settings.extraHeaders()));
		});
		String siteId = details.getSiteId();
		String apiKey = details.getApiKey();
		String appApiKey = details.getAppApiKey();
		return new WebClientTransport((siteId != null && apiKey != null)
				? client(builder, details.getTrackUrl(), (headers) -> headers.setBasicAuth(siteId, apiKey)) : null,
				(appApiKey != null)
						? client(builder, details.getAppUrl(), (headers) -> headers.setBearerAuth(appApiKey)) : null,
				settings.connectTimeout(), settings.responseTimeout(), Schedulers.parallel(), InstantSource.system());
	}

	/** Helps Customer.io's support. Only a packaged jar knows its version. */
	private static String userAgent() {
		String version = WebClientConfiguration.class.getPackage().getImplementationVersion();
		return "customerio-spring-boot" + ((version != null) ? "/" + version : "");
	}

	private static @Nullable String nameOfConnectorCustomizer(ListableBeanFactory beans) {
		return beans.getBeansOfType(WebClientCustomizer.class)
			.entrySet()
			.stream()
			.filter((customizer) -> !customizer.getKey().equals(CONNECTOR_CUSTOMIZER))
			.filter((customizer) -> CustomerIoConnector.isSetBy(customizer.getValue()))
			.map((customizer) -> "The WebClientCustomizer '" + customizer.getKey() + "'")
			.findFirst()
			.orElse(null);
	}

	/** Reports settings that would have no effect. */
	private static void checkConnectorSettings(String other, ConnectionSettings settings, Environment environment) {
		String bundle = settings.sslBundle();
		if (StringUtils.hasText(bundle)) {
			throw new InvalidConfigurationPropertyValueException("customerio.ssl.bundle", bundle,
					other + " brings its own connector, so the bundle would have no effect");
		}
		if (environment.containsProperty("customerio.connect-timeout")) {
			logger.warn(
					"{} brings its own connector: 'customerio.connect-timeout' does not limit how long it takes to connect, "
							+ "only how long it takes until a request leaves",
					other);
		}
	}

	private static WebClient client(WebClient.Builder builder, URI url, Consumer<HttpHeaders> credentials) {
		if ("http".equals(url.getScheme()) && !isLoopback(url)) {
			logger.warn("Credentials and personal data are sent to {} in clear text: use https", url);
		}
		return builder.clone()
			.uriBuilderFactory(new DefaultUriBuilderFactory(url.toString()))
			.defaultHeaders(credentials)
			.build();
	}

	private static boolean isLoopback(URI url) {
		String host = url.getHost();
		return host != null && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
	}

}
