package io.github.customeriospring.starter.mvc;

import java.util.Map;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.DynamicPropertyRegistrar;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the recipe for a second workspace.
 */
@SpringBootTest(classes = TwoWorkspacesTests.Application.class)
@AutoConfigureCustomerIoSimulator
class TwoWorkspacesTests {

	@Test
	void eachTemplateReachesItsOwnWorkspace(@Autowired CustomerIoTemplate first,
			@Autowired @Qualifier("secondCustomerIo") CustomerIoTemplate second,
			@Autowired @Qualifier("simulatedCustomerIo") SimulatedCustomerIo firstCustomerIo,
			@Autowired @Qualifier("otherCustomerIo") SimulatedCustomerIo secondCustomerIo) {
		first.identify("1", Map.of());
		second.identify("2", Map.of());
		assertThat(firstCustomerIo.people()).containsOnlyKeys("1");
		assertThat(secondCustomerIo.people()).containsOnlyKeys("2");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean(destroyMethod = "close")
		ConfigurableApplicationContext secondWorkspace(Environment environment) {
			return new SpringApplicationBuilder(SecondWorkspace.class).web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.environment(new StandardEnvironment())
				.run("--customerio.site-id=" + environment.getRequiredProperty("second.site-id"),
						"--customerio.api-key=" + environment.getRequiredProperty("second.api-key"),
						"--customerio.track.url=" + environment.getRequiredProperty("second.track-url"));
		}

		@Bean(defaultCandidate = false)
		CustomerIoTemplate secondCustomerIo(@Qualifier("secondWorkspace") ApplicationContext secondWorkspace) {
			return secondWorkspace.getBean(CustomerIoTemplate.class);
		}

		@Bean(defaultCandidate = false)
		SimulatedCustomerIo otherCustomerIo() {
			return SimulatedCustomerIo.builder().start();
		}

		@Bean
		DynamicPropertyRegistrar secondProperties(@Qualifier("otherCustomerIo") SimulatedCustomerIo other) {
			return (registry) -> {
				registry.add("second.site-id", () -> SimulatedCustomerIo.SITE_ID);
				registry.add("second.api-key", () -> SimulatedCustomerIo.API_KEY);
				registry.add("second.track-url", other::url);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SecondWorkspace {

	}

}
