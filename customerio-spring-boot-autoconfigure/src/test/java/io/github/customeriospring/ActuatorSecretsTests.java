package io.github.customeriospring;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that actuator endpoints keep the keys to themselves.
 */
class ActuatorSecretsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(SecretsTests.App.class)
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("variables-systemEnvironment",
					Map.of("CUSTOMERIO_APPAPIKEY", SecretsTests.APP_API_KEY, "CUSTOMERIO_APP_API_KEY",
							SecretsTests.APP_API_KEY))))
		.withPropertyValues("customerio.site-id=" + SecretsTests.SITE_ID, "customerio.api-key=" + SecretsTests.API_KEY,
				"customerio.response-timeout=7s", "management.endpoints.web.exposure.include=*");

	@Test
	void endpointsWhenValuesAreNotShownKeepKeysSecret() {
		this.runner.run((context) -> assertThat(configprops(context) + env(context)).contains("apiKey", "APP_API_KEY")
			.doesNotContain("PT7S", SecretsTests.API_KEY, SecretsTests.APP_API_KEY));
	}

	@Test
	void configpropsWhenValuesAreShownKeepsKeysSecret() {
		this.runner.withPropertyValues("management.endpoint.configprops.show-values=always")
			.run((context) -> assertThat(configprops(context)).contains("PT7S", "apiKey", "appApiKey")
				.doesNotContain(SecretsTests.API_KEY, SecretsTests.APP_API_KEY));
	}

	@Test
	void envWhenValuesAreShownKeepsKeysSecret() {
		this.runner.withPropertyValues("management.endpoint.env.show-values=always")
			.run((context) -> assertThat(env(context)).contains("7s", "customerio.api-key", "CUSTOMERIO_APP_API_KEY")
				.doesNotContain(SecretsTests.API_KEY, SecretsTests.APP_API_KEY));
	}

	private static String configprops(ApplicationContext context) {
		return json(context.getBean(ConfigurationPropertiesReportEndpoint.class)
			.configurationPropertiesWithPrefix("customerio"));
	}

	private static String env(ApplicationContext context) {
		return json(context.getBean(EnvironmentEndpoint.class).environment("(?i)customerio.*"));
	}

	private static String json(Object descriptor) {
		return JsonMapper.shared().writeValueAsString(descriptor);
	}

}
