package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.github.customeriospring.Attributes;
import io.github.customeriospring.CustomerIoLayer;
import io.github.customeriospring.CustomerIoLifecycle;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.observation.ObservationConfiguration;
import io.github.customeriospring.template.CustomerIoTemplate;
import io.github.customeriospring.webclient.TemplateOnlyObservationConvention;
import io.github.customeriospring.webclient.UriFreeErrors;
import io.github.customeriospring.webclient.WebClientTransport;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
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
@Import(ObservationConfiguration.class)
public final class CustomerIoAutoConfiguration {

	/** Longer pauses are not read from an answer. */
	private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

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
	CustomerIoTransport customerIoTransport(@Qualifier("customerIoObservationLayer") CustomerIoLayer observation,
			@Qualifier("customerIoRetryLayer") CustomerIoLayer retry,
			@Qualifier("customerIoRateLimitLayer") CustomerIoLayer rateLimit,
			@Qualifier("customerIoAttemptLayer") CustomerIoLayer attempt,
			@Qualifier("customerIoWebClientTransport") CustomerIoTransport http) {
		return observation.around(retry.around(rateLimit.around(attempt.around(http))));
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
			CustomerIoProperties properties, @Qualifier("customerIoScheduler") Scheduler scheduler) {
		WebClient.Builder downloads = WebClient.builder();
		connector.ifAvailable((dedicated) -> downloads.clientConnector(dedicated.connector()));
		return new Exports(new AppClient(transport), downloads.build(), properties.responseTimeout(), scheduler);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoWebClientTransport")
	WebClientTransport customerIoWebClientTransport(CustomerIoConnectionDetails details,
			WebClient.Builder sharedBuilder, ObjectProvider<CustomerIoConnector> connector,
			CustomerIoProperties properties, @Qualifier("customerIoScheduler") Scheduler scheduler) {
		// the user's may be a singleton that other clients are built with
		WebClient.Builder builder = sharedBuilder.clone();
		CustomerIoConnector dedicated = connector.getIfAvailable();
		if (dedicated != null) {
			builder.clientConnector(dedicated.connector());
		}
		if (dedicated == null || !dedicated.namesClient()) {
			builder.defaultHeader(HttpHeaders.USER_AGENT, CustomerIoConnector.USER_AGENT);
		}
		builder.observationConvention(new TemplateOnlyObservationConvention());
		builder.filters((filters) -> filters.add(0, new UriFreeErrors()));
		String siteId = details.getSiteId();
		String apiKey = details.getApiKey();
		String appApiKey = details.getAppApiKey();
		return new WebClientTransport((siteId != null && apiKey != null)
				? client(builder, details.getTrackUrl(), (headers) -> headers.setBasicAuth(siteId, apiKey)) : null,
				(appApiKey != null)
						? client(builder, details.getAppUrl(), (headers) -> headers.setBearerAuth(appApiKey)) : null,
				properties.connectTimeout(), properties.responseTimeout(), MAX_RETRY_AFTER, scheduler,
				InstantSource.system());
	}

	private static WebClient client(WebClient.Builder builder, URI url, Consumer<HttpHeaders> credentials) {
		return builder.clone()
			.uriBuilderFactory(new DefaultUriBuilderFactory(url.toString()))
			.defaultHeaders(credentials)
			.build();
	}

	/** Paces and wakes; requests that had to wait are sent from its thread. */
	@Bean(defaultCandidate = false, destroyMethod = "dispose")
	@ConditionalOnMissingBean(name = "customerIoScheduler")
	Scheduler customerIoScheduler() {
		return Schedulers.newSingle("customerio", true);
	}

}
