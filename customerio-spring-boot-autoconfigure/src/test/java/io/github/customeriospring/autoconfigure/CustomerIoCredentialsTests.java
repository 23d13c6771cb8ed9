package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.connector.CustomerIoConnectorAutoConfiguration;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
 * Tests for {@link CustomerIoCredentialsFailureAnalyzer} and what it analyses.
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
				.contains("set customerio.app-api-key alone", "set customerio.mode=log", "customerio.mode=off");
		});
	}

	@Test
	void startWhenOnlyTheAppApiIsUsedSucceedsAndOtherCallsSayWhatTheyNeed() {
		this.contextRunner.withPropertyValues("customerio.app-api-key=key")
			.run((context) -> assertThatExceptionOfType(CustomerIoNotSentException.class)
				.isThrownBy(() -> context.getBean(ReactiveCustomerIoTemplate.class)
					.identify("42", Map.of())
					.block(Duration.ofSeconds(20)))
				.withMessageContaining("needs 'customerio.site-id' and 'customerio.api-key'"));
	}

	@Test
	void startWhenOnlyTheTrackApiIsUsedSucceeds() {
		this.contextRunner.withPropertyValues("customerio.site-id=site", "customerio.api-key=key")
			.run((context) -> assertThat(context).hasSingleBean(ReactiveCustomerIoTemplate.class));
	}

	@Test
	void keysLoseTheBlanksAndLineBreaksAroundThem() {
		Duration second = Duration.ofSeconds(1);
		CustomerIoConnectionDetails details = new PropertiesCustomerIoConnectionDetails(
				new CustomerIoProperties(true, CustomerIoMode.LIVE, " site", "key\n", "\tapp\r\n", Region.US,
						new CustomerIoProperties.Track(null), new CustomerIoProperties.App(null), second, second,
						second, List.of(), new CustomerIoProperties.Ssl(null), second),
				CustomerIoMode.LIVE);
		assertThat(details.getSiteId()).isEqualTo("site");
		assertThat(details.getApiKey()).isEqualTo("key");
		assertThat(details.getAppApiKey()).isEqualTo("app");
	}

	@ParameterizedTest
	@ValueSource(strings = { "site-id", "api-key", "app-api-key" })
	void startWhenAKeyHasALineBreakInsideFailsAndNamesIt(String key) {
		this.contextRunner
			.withPropertyValues("customerio.site-id=s3cret", "customerio.api-key=s3cret",
					"customerio." + key + "=s3c\nret")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).startsWith("'customerio." + key + "' contains a line break")
					.doesNotContain("s3c");
				assertThat(analysis.getAction()).startsWith("Set customerio." + key + ",");
			});
	}

	@Test
	void startWhenTheSiteIdHasAColonFailsAndNamesIt() {
		this.contextRunner.withPropertyValues("customerio.site-id=a:b", "customerio.api-key=key")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.isEqualTo("'customerio.site-id' must not contain a colon."));
	}

	@Test
	void startWhenPlaceholdersAreNotResolvedFailsAndNamesTheVariable() {
		this.contextRunner
			.withPropertyValues("customerio.site-id=${CUSTOMERIO_SITE_ID}", "customerio.api-key=${CUSTOMERIO_API_KEY}")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.isEqualTo("No Customer.io credentials are set, as there is no environment variable or property for "
						+ "${CUSTOMERIO_SITE_ID}."));
	}

	@Test
	void startWhenOnlyTheAppKeyIsNotResolvedTakesItAsNotSetAndSaysSo(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("customerio.site-id=site", "customerio.api-key=key",
					"customerio.app-api-key=${CUSTOMERIO_APP_API_KEY}")
			.run((context) -> {
				assertThat(context.getBean(CustomerIoConnectionDetails.class).getAppApiKey()).isNull();
				assertThat(output).contains("'customerio.app-api-key' is taken as not set")
					.contains("CUSTOMERIO_APP_API_KEY");
			});
	}

	@Test
	void startWhenCredentialsWouldGoInClearTextWarnsOnce(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("customerio.site-id=site", "customerio.api-key=key",
					"customerio.track.url=http://track.example.org")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("are sent to http://track.example.org in clear text"));
	}

	@Test
	void startWhenTheHostIsLoopbackWarnsOfNothing(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("customerio.site-id=site", "customerio.api-key=key",
					"customerio.track.url=http://127.0.0.1:1")
			.run((context) -> assertThat(output).doesNotContain("clear text"));
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
