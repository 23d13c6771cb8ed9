package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.actuate.OutcomeConfiguration;
import io.github.customeriospring.connector.ConnectionSettings;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.connector.CustomerIoConnectorAutoConfiguration;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.observation.ObservationConfiguration;
import io.github.customeriospring.template.TemplateConfiguration;
import io.github.customeriospring.webclient.WebClientConfiguration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ListableBeanFactory;
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
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Customer.io client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { CustomerIoLimitsAutoConfiguration.class, CustomerIoConnectorAutoConfiguration.class,
				WebClientAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(WebClient.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CustomerIoProperties.class)
@Import({ ObservationConfiguration.class, OutcomeConfiguration.class, TemplateConfiguration.class,
		WebClientConfiguration.class })
public final class CustomerIoAutoConfiguration {

	/** For version 0.1. */
	@Bean
	static OldPropertyNames customerIoOldPropertyNames(ConfigurableEnvironment environment) {
		return new OldPropertyNames(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	CustomerIoMode customerIoMode(CustomerIoProperties properties, Environment environment, ListableBeanFactory beans) {
		return Modes.of(properties, environment, beans);
	}

	@Bean
	@ConditionalOnMissingBean(CustomerIoConnectionDetails.class)
	PropertiesCustomerIoConnectionDetails customerIoConnectionDetails(CustomerIoProperties properties,
			CustomerIoMode mode) {
		return new PropertiesCustomerIoConnectionDetails(properties, mode);
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
	 * The whole way of a blocking call: whoever counts and observes sees how it ended for
	 * the thread that waited.
	 */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(value = CustomerIoTransport.class, name = "customerIoBlockingTransport")
	CustomerIoTransport customerIoBlockingTransport(@Qualifier("customerIoOutcomeLayer") CustomerIoLayer outcome,
			@Qualifier("customerIoObservationLayer") CustomerIoLayer observation,
			@Qualifier("customerIoBlockingLayer") CustomerIoLayer blocking,
			@Qualifier("customerIoRetryLayer") CustomerIoLayer retry,
			@Qualifier("customerIoRateLimitLayer") CustomerIoLayer rateLimit,
			@Qualifier("customerIoAttemptLayer") CustomerIoLayer attempt,
			@Qualifier("customerIoWebClientTransport") CustomerIoTransport http) {
		return outcome
			.around(observation.around(blocking.around(retry.around(rateLimit.around(attempt.around(http))))));
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
	ConnectionSettings customerIoConnectionSettings(CustomerIoProperties properties) {
		return new ConnectionSettings(properties.callTimeout(), properties.connectTimeout(),
				properties.responseTimeout(), properties.ssl().bundle(), properties.extraHeaders());
	}

	/** Paces and wakes; requests that had to wait are sent from its thread. */
	@Bean(defaultCandidate = false, destroyMethod = "dispose")
	@ConditionalOnMissingBean(name = "customerIoScheduler")
	Scheduler customerIoScheduler() {
		return Schedulers.newSingle("customerio", true);
	}

}
