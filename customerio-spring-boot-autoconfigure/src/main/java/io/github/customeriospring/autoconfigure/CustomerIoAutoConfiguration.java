package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.github.customeriospring.Attributes;
import io.github.customeriospring.CustomerIoLayer;
import io.github.customeriospring.CustomerIoLifecycle;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.connector.CustomerIoConnector;
import io.github.customeriospring.observation.ObservationConfiguration;
import io.github.customeriospring.outcome.OutcomeConfiguration;
import io.github.customeriospring.template.CustomerIoTemplate;
import io.github.customeriospring.webclient.TemplateOnlyObservationConvention;
import io.github.customeriospring.webclient.UriFreeErrors;
import io.github.customeriospring.webclient.WebClientTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Customer.io client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { CustomerIoLimitsAutoConfiguration.class, CustomerIoConnectorAutoConfiguration.class,
		WebClientAutoConfiguration.class })
@ConditionalOnClass(WebClient.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CustomerIoProperties.class)
@Import({ ObservationConfiguration.class, OutcomeConfiguration.class })
public final class CustomerIoAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(CustomerIoAutoConfiguration.class);

	/** Boot's own, which the client's connector stands in for. */
	private static final String CONNECTOR_CUSTOMIZER = "webClientHttpConnectorCustomizer";

	@Bean
	@ConditionalOnMissingBean(CustomerIoConnectionDetails.class)
	PropertiesCustomerIoConnectionDetails customerIoConnectionDetails(CustomerIoProperties properties) {
		return new PropertiesCustomerIoConnectionDetails(properties);
	}

	/**
	 * The way of a batch, without a retry: queue and imports hold and repeat by
	 * themselves. A transport of the application's is used for batches too.
	 */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(value = CustomerIoTransport.class, name = "customerIoBatchTransport")
	CustomerIoTransport customerIoBatchTransport(@Qualifier("customerIoObservationLayer") CustomerIoLayer observation,
			@Qualifier("customerIoRateLimitLayer") CustomerIoLayer rateLimit,
			@Qualifier("customerIoAttemptLayer") CustomerIoLayer attempt,
			@Qualifier("customerIoWebClientTransport") CustomerIoTransport http) {
		return observation.around(rateLimit.around(attempt.around(http)));
	}

	/**
	 * The whole way of a call: each attempt of the retry takes a permit of its own.
	 */
	@Bean
	@ConditionalOnMissingBean(CustomerIoTransport.class)
	CustomerIoTransport customerIoTransport(@Qualifier("customerIoOutcomeLayer") CustomerIoLayer outcome,
			@Qualifier("customerIoObservationLayer") CustomerIoLayer observation,
			@Qualifier("customerIoRetryLayer") CustomerIoLayer retry,
			@Qualifier("customerIoRateLimitLayer") CustomerIoLayer rateLimit,
			@Qualifier("customerIoAttemptLayer") CustomerIoLayer attempt,
			@Qualifier("customerIoWebClientTransport") CustomerIoTransport http) {
		return outcome.around(observation.around(retry.around(rateLimit.around(attempt.around(http)))));
	}

	@Bean
	@ConditionalOnMissingBean
	CustomerIoLifecycle customerIoLifecycle(CustomerIoProperties properties) {
		return new CustomerIoLifecycle(properties.shutdownTimeout());
	}

	@Bean
	@ConditionalOnMissingBean
	CustomerIoTemplate customerIoTemplate(CustomerIoTransport transport, Exports exports, Attributes attributes) {
		return new CustomerIoTemplate(transport, exports, attributes);
	}

	/** As the application's own JSON looks. */
	@Bean
	@ConditionalOnMissingBean
	Attributes customerIoAttributes(ObjectProvider<JsonMapper> mapper) {
		return new Attributes(mapper.getIfUnique(JsonMapper::shared));
	}

	/**
	 * Files come from other hosts, so their client has no credentials, not even those
	 * that the application gives all its clients.
	 */
	@Bean
	@ConditionalOnMissingBean
	Exports customerIoExports(CustomerIoTransport transport, ObjectProvider<CustomerIoConnector> connector,
			@Qualifier("customerIoDownloadConnector") ObjectProvider<CustomerIoConnector> downloadConnector,
			CustomerIoProperties properties) {
		WebClient.Builder downloads = WebClient.builder();
		CustomerIoConnector own = downloadConnector.getIfAvailable(connector::getIfAvailable);
		if (own != null) {
			downloads.clientConnector(own.connector());
		}
		return new Exports(new AppClient(transport), downloads.build(), properties.responseTimeout(),
				Schedulers.parallel());
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoWebClientTransport")
	WebClientTransport customerIoWebClientTransport(CustomerIoConnectionDetails details,
			WebClient.Builder sharedBuilder, ObjectProvider<CustomerIoConnector> connector, ListableBeanFactory beans,
			CustomerIoProperties properties, Environment environment) {
		// the user's may be a singleton that other clients are built with
		WebClient.Builder builder = sharedBuilder.clone();
		CustomerIoConnector dedicated = connector.getIfAvailable();
		String other = (dedicated != null) ? nameOfConnectorCustomizer(beans) : "The bean WebClient.Builder";
		if (dedicated != null && other == null) {
			builder.clientConnector(dedicated.connector());
		}
		else {
			checkConnectorSettings(String.valueOf(other), properties, environment);
		}
		builder.defaultHeader(HttpHeaders.USER_AGENT, userAgent());
		builder.observationConvention(new TemplateOnlyObservationConvention());
		builder.filters((filters) -> filters.add(0, new UriFreeErrors()));
		String siteId = details.getSiteId();
		String apiKey = details.getApiKey();
		String appApiKey = details.getAppApiKey();
		return new WebClientTransport((siteId != null && apiKey != null)
				? client(builder, details.getTrackUrl(), (headers) -> headers.setBasicAuth(siteId, apiKey)) : null,
				(appApiKey != null)
						? client(builder, details.getAppUrl(), (headers) -> headers.setBearerAuth(appApiKey)) : null,
				properties.connectTimeout(), properties.responseTimeout(), Schedulers.parallel(),
				InstantSource.system());
	}

	/** Customer.io's support looks for the version, which only a jar has. */
	private static String userAgent() {
		String version = CustomerIoAutoConfiguration.class.getPackage().getImplementationVersion();
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

	/** Settings that would do nothing. */
	private static void checkConnectorSettings(String other, CustomerIoProperties properties, Environment environment) {
		String bundle = properties.ssl().bundle();
		if (StringUtils.hasText(bundle)) {
			throw new InvalidConfigurationPropertyValueException("customerio.ssl.bundle", bundle,
					other + " brings its own connector, for which the bundle would do nothing");
		}
		if (environment.containsProperty("customerio.connect-timeout")) {
			logger.warn("{} brings its own connector: 'customerio.connect-timeout' does not bound its connecting, "
					+ "only the time until a request must have left", other);
		}
	}

	private static WebClient client(WebClient.Builder builder, URI url, Consumer<HttpHeaders> credentials) {
		if ("http".equals(url.getScheme()) && !isLoopback(url)) {
			logger.warn("Credentials and personal data go to {} in clear text: use https", url);
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

	/** Paces and wakes; requests that had to wait are sent from its thread. */
	@Bean(defaultCandidate = false, destroyMethod = "dispose")
	@ConditionalOnMissingBean(name = "customerIoScheduler")
	Scheduler customerIoScheduler() {
		return Schedulers.newSingle("customerio", true);
	}

}
