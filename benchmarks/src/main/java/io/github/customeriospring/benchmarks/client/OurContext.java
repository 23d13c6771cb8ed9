package io.github.customeriospring.benchmarks.client;

import java.util.Map;

import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application that has the starter and nothing else.
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
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track-url=" + url)
			.properties(properties)
			.initializers((GenericApplicationContext context) -> context.registerBean(WebClientCustomizer.class,
					() -> customizer))
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
