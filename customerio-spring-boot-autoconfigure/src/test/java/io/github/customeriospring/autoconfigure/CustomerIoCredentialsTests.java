package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CustomerIoCredentialsException} and its analysis.
 */
@ExtendWith(OutputCaptureExtension.class)
class CustomerIoCredentialsTests {

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.withoutCredentials();

	@ParameterizedTest
	@CsvSource({ "site-id, api-key", "api-key, site-id" })
	void startWhenOneHalfIsMissingFailsAndNamesIt(String present, String missing) {
		// the key of the App API does not make up for it
		this.contextRunner.withPropertyValues("customerio." + present + "=s3cret", "customerio.app-api-key=s3cret")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription())
					.isEqualTo("'customerio." + present + "' is set but 'customerio." + missing + "' is not.");
				assertThat(analysis.getAction()).startsWith("Set customerio." + missing + ",");
			});
	}

	@ParameterizedTest
	@CsvSource({ "site-id, api-key", "api-key, site-id" })
	void startWhenOneHalfIsBlankFailsAndNamesIt(String present, String blank) {
		this.contextRunner.withPropertyValues("customerio." + present + "=s3cret", "customerio." + blank + "= ")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getAction())
				.startsWith("Set customerio." + blank + ","));
	}

	@Test
	void startWhenAllAreMissingFailsAndNamesThem() {
		this.contextRunner.run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).isEqualTo("No Customer.io credentials are set.");
			assertThat(analysis.getAction()).startsWith("Set customerio.site-id and customerio.api-key,")
				.contains("set customerio.app-api-key alone", "set customerio.enabled=false");
		});
	}

	@Test
	void startWhenOnlyTheAppApiIsUsedSucceedsAndOtherCallsSayWhatTheyNeed() {
		this.contextRunner.withPropertyValues("customerio.app-api-key=key")
			.run((context) -> assertThatExceptionOfType(CustomerIoNotSentException.class)
				.isThrownBy(() -> context.getBean(CustomerIoTemplate.class)
					.identify("42", Map.of())
					.block(Duration.ofSeconds(20)))
				.withMessageContaining("needs 'customerio.site-id' and 'customerio.api-key'"));
	}

	@Test
	void startWhenOnlyTheTrackApiIsUsedSucceeds() {
		this.contextRunner.withPropertyValues("customerio.site-id=site", "customerio.api-key=key")
			.run((context) -> assertThat(context).hasSingleBean(CustomerIoTemplate.class));
	}

	@Test
	void startWhenDisabledNeedsNone() {
		this.contextRunner.withPropertyValues("customerio.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void applicationWhenOneHalfIsMissingPrintsTheAnalysis(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--customerio.site-id=s3cret").close());
		assertThat(output)
			.contains("APPLICATION FAILED TO START", "'customerio.site-id' is set but 'customerio.api-key' is not.",
					"Set customerio.api-key, found in")
			.doesNotContain("s3cret");
	}

	private static FailureAnalysis analyze(Throwable failure) {
		return new CustomerIoCredentialsFailureAnalyzer().analyze(failure);
	}

	@ImportAutoConfiguration({ WebClientAutoConfiguration.class, CustomerIoLimitsAutoConfiguration.class,
			CustomerIoConnectorAutoConfiguration.class, CustomerIoAutoConfiguration.class })
	static class Application {

	}

}
