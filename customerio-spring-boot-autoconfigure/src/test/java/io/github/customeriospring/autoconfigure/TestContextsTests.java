package io.github.customeriospring.autoconfigure;

import java.net.URI;

import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the context of a test does not reach the real Customer.io by accident.
 */
class TestContextsTests {

	/**
	 * As an application has it, whose shell has real keys.
	 */
	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "customerio.site-id=site", "customerio.api-key=key" })
	class WithCredentials {

		@Test
		void nothingIsSent(@Autowired CustomerIoMode mode) {
			assertThat(mode).isEqualTo(CustomerIoMode.OFF);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	class WithoutCredentials {

		@Test
		void contextLoads(@Autowired CustomerIoMode mode) {
			assertThat(mode).isEqualTo(CustomerIoMode.OFF);
		}

	}

	@Nested
	@AutoConfigureCustomerIoSimulator
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	class WithTheSimulator {

		@Test
		void callsAreSent(@Autowired CustomerIoMode mode) {
			assertThat(mode).isEqualTo(CustomerIoMode.LIVE);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "customerio.site-id=site", "customerio.api-key=key", "customerio.mode=live" })
	class WithTheModeSet {

		@Test
		void callsAreSent(@Autowired CustomerIoMode mode) {
			assertThat(mode).isEqualTo(CustomerIoMode.LIVE);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE, properties = {
			"customerio.site-id=site", "customerio.api-key=key", "customerio.track.url=http://127.0.0.1:9" })
	class WithAnotherServer {

		@Test
		void callsAreSent(@Autowired CustomerIoMode mode) {
			assertThat(mode).isEqualTo(CustomerIoMode.LIVE);
		}

	}

	@Nested
	@Import(OwnDetails.class)
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	class WithDetailsOfTheApplication {

		@Test
		void callsAreSent(@Autowired CustomerIoMode mode) {
			assertThat(mode).isEqualTo(CustomerIoMode.LIVE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		CustomerIoConnectionDetails ownDetails() {
			CustomerIoConnectionDetails details = Mockito.mock(CustomerIoConnectionDetails.class);
			BDDMockito.given(details.getTrackUrl()).willReturn(URI.create("http://127.0.0.1:9"));
			BDDMockito.given(details.getAppUrl()).willReturn(URI.create("http://127.0.0.1:9"));
			return details;
		}

	}

}
