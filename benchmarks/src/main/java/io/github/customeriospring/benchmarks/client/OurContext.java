package io.github.customeriospring.benchmarks.client;

import java.util.Map;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application that has the starter and, unless it is observed, nothing else.
 */
public final class OurContext {

	private OurContext() {
	}

	/**
	 * Start the application.
	 * @param url where the server listens
	 * @param customizer changes the web client
	 * @param properties further properties
	 * @return the context, to be closed
	 */
	public static ConfigurableApplicationContext start(String url, WebClientCustomizer customizer,
			Map<String, Object> properties) {
		return start(url, properties, (context) -> context.registerBean(WebClientCustomizer.class, () -> customizer));
	}

	/**
	 * Start the application with a registry of meters, and of observations that make
	 * some.
	 * @param url where the server listens
	 * @param properties further properties
	 * @return the context, to be closed
	 */
	public static ConfigurableApplicationContext observed(String url, Map<String, Object> properties) {
		MeterRegistry meters = new SimpleMeterRegistry();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		return start(url, properties, (context) -> {
			context.registerBean(MeterRegistry.class, () -> meters);
			context.registerBean(ObservationRegistry.class, () -> observations);
			context.registerBean(WebClientCustomizer.class,
					() -> (builder) -> builder.observationRegistry(observations));
		});
	}

	/**
	 * Start the application with further beans.
	 * @param url where the server listens
	 * @param properties further properties
	 * @param beans registers the beans
	 * @return the context, to be closed
	 */
	public static ConfigurableApplicationContext start(String url, Map<String, Object> properties,
			ApplicationContextInitializer<GenericApplicationContext> beans) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + url,
					"spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
			.properties(properties)
			.initializers(beans)
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
