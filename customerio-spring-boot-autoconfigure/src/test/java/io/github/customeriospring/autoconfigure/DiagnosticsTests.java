package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.autoconfigure.SpringBootVersionCheck.TooOldException;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what an application says that does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class DiagnosticsTests {

	@Test
	void missingBeanOfADisabledClientSaysWhatToDo(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("customerio.enabled=false"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("There is no bean of type io.github.customeriospring.template.CustomerIoTemplate, "
					+ "because 'customerio.enabled' is false.")
			.contains("set customerio.mode=off, or customerio.mode=log")
			.contains("inject ObjectProvider<CustomerIoTemplate>");
	}

	@Test
	void missingCredentialsOfferTheModes(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("a=b"));
		assertThat(output).contains("No Customer.io credentials are set.")
			.contains("To start without Customer.io, set customerio.mode=log");
	}

	@Test
	void applicationStartsWithoutCredentialsWhereNothingIsSent() {
		start("customerio.mode=log").close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.5.7", "2.7.18", "3.5.0-SNAPSHOT" })
	void olderSpringBootIsRefused(String version) {
		assertThatExceptionOfType(TooOldException.class).isThrownBy(() -> SpringBootVersionCheck.check(version))
			.satisfies((ex) -> {
				var analysis = new SpringBootVersionCheck.Analyzer().analyze(ex);
				assertThat(analysis.getDescription())
					.isEqualTo("The Customer.io starter needs Spring Boot 4.0 or newer, "
							+ "and this application runs on " + version + ".");
				assertThat(analysis.getAction()).startsWith("Upgrade the application to Spring Boot 4");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "4.0.0", "4.1.0", "10.0.0", "unknown" })
	void otherVersionsAreNot(String version) {
		assertThatCode(() -> SpringBootVersionCheck.check(version)).doesNotThrowAnyException();
		assertThatCode(() -> SpringBootVersionCheck.check(SpringBootVersion.getVersion())).doesNotThrowAnyException();
	}

	private static ConfigurableApplicationContext start(String property) {
		SpringApplication application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(property)
			.build();
		return application.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Signup.class)
	static class Application {

	}

	static class Signup {

		Signup(CustomerIoTemplate customerIo) {
		}

	}

}
