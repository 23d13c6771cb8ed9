package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.observation.CustomerIoRequestObservationConvention;
import io.github.customeriospring.observation.ObservedAttempts;
import io.github.customeriospring.observation.ObservedTransport;
import io.github.customeriospring.ratelimit.RateLimitListener;
import io.github.customeriospring.ratelimit.RateLimitedTransport;
import io.github.customeriospring.ratelimit.WaitingLine;
import io.github.customeriospring.ratelimit.WaitingLineSettings;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.retry.RetryBudget;
import io.github.customeriospring.retry.RetryingTransport;
import io.github.customeriospring.template.CustomerIoTemplate;
import io.github.customeriospring.webclient.TemplateOnlyObservationConvention;
import io.github.customeriospring.webclient.UriFreeErrors;
import io.github.customeriospring.webclient.WebClientTransport;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

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
public final class CustomerIoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CustomerIoConnectionDetails.class)
	PropertiesCustomerIoConnectionDetails customerIoConnectionDetails(CustomerIoProperties properties) {
		return new PropertiesCustomerIoConnectionDetails(properties);
	}

	/**
	 * The whole way of a request: each attempt of the retry takes a permit of its own.
	 * What observes it is there only where somebody does.
	 */
	@Bean
	@ConditionalOnMissingBean(CustomerIoTransport.class)
	CustomerIoTransport customerIoTransport(@Qualifier("customerIoRetry") Retry retry, RetryBudget budget,
			WaitingLines lines, @Qualifier("customerIoWebClientTransport") CustomerIoTransport http,
			@Qualifier("customerIoScheduler") Scheduler scheduler, CustomerIoProperties properties,
			ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<CustomerIoRequestObservationConvention> convention) {
		ObservationRegistry observation = observations.getIfAvailable(() -> ObservationRegistry.NOOP);
		boolean observed = !observation.isNoop();
		CustomerIoTransport attempts = observed ? new ObservedAttempts(http) : http;
		CustomerIoTransport limited = new RateLimitedTransport(lines, attempts);
		CustomerIoTransport retrying = new RetryingTransport(retry, budget, scheduler, limited,
				properties.retry().unsafe());
		return !observed ? retrying : new ObservedTransport(observation,
				convention.getIfAvailable(() -> CustomerIoRequestObservationConvention.DEFAULT), retrying);
	}

	@Bean
	@ConditionalOnMissingBean
	CustomerIoTemplate customerIoTemplate(CustomerIoTransport transport, Exports exports) {
		return new CustomerIoTemplate(transport, exports);
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
				properties.connectTimeout(), properties.responseTimeout(), properties.rateLimit().maxPause(), scheduler,
				InstantSource.system());
	}

	private static WebClient client(WebClient.Builder builder, URI url, Consumer<HttpHeaders> credentials) {
		return builder.clone()
			.uriBuilderFactory(new DefaultUriBuilderFactory(url.toString()))
			.defaultHeaders(credentials)
			.build();
	}

	@Bean
	@ConditionalOnMissingBean
	WaitingLines customerIoWaitingLines(CustomerIoProperties properties,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<RateLimitListener> listeners,
			@Qualifier("customerIoTrackRateLimiter") RateLimiter track,
			@Qualifier("customerIoTransactionalRateLimiter") RateLimiter transactional,
			@Qualifier("customerIoAppRateLimiter") RateLimiter app,
			@Qualifier("customerIoBroadcastRateLimiter") RateLimiter broadcast) {
		RateLimitListener listener = RateLimitListener.of(listeners.orderedStream().toList());
		return new WaitingLines((quota) -> {
			CustomerIoProperties.Limit limit = properties.rateLimit().of(quota);
			return new WaitingLine(quota, switch (quota) {
				case TRACK -> track;
				case TRANSACTIONAL -> transactional;
				case APP -> app;
				case BROADCAST -> broadcast;
			}, new WaitingLineSettings(limit.capacity(), limit.maxWait(), limit.maxInFlight()),
					properties.rateLimit().pauses(quota)::delay, scheduler, listener);
		});
	}

	/** Paces and wakes; requests that had to wait are sent from its thread. */
	@Bean(defaultCandidate = false, destroyMethod = "dispose")
	@ConditionalOnMissingBean(name = "customerIoScheduler")
	Scheduler customerIoScheduler() {
		return Schedulers.newSingle("customerio", true);
	}

}
