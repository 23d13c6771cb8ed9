package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the metadata an editor shows describe all properties.
 */
class ConfigurationMetadataTests {

	private final Map<String, DefaultValue> keys = new HashMap<>();

	private final Map<String, JsonNode> metadata = new HashMap<>();

	ConfigurationMetadataTests() throws IOException {
		for (Class<?> type : propertiesTypes()) {
			addKeys(type.getAnnotation(ConfigurationProperties.class).value(), type);
		}
		URL classes = CustomerIoProperties.class.getProtectionDomain().getCodeSource().getLocation();
		URL file = URI.create(classes + "META-INF/spring-configuration-metadata.json").toURL();
		try (InputStream json = file.openStream()) {
			JsonMapper.shared()
				.readTree(json)
				.get("properties")
				.forEach((property) -> this.metadata.put(property.get("name").asString(), property));
			// of the actuator endpoint, which Boot binds
			this.metadata.keySet().removeIf((name) -> name.startsWith("management."));
			this.metadata.values().removeIf((property) -> property.has("deprecation"));
		}
	}

	private static List<Class<?>> propertiesTypes() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		String root = ClassUtils.getPackageName(CustomerIoTransport.class);
		return scanner.findCandidateComponents(root).stream().<Class<?>>map((definition) -> {
			String name = definition.getBeanClassName();
			return ClassUtils.resolveClassName(Objects.requireNonNull(name), null);
		}).toList();
	}

	private void addKeys(String prefix, Class<?> type) {
		for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
			String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			if (component.getType().isRecord()) {
				addKeys(key, component.getType());
			}
			else {
				this.keys.put(key, component.getAnnotation(DefaultValue.class));
			}
		}
	}

	@Test
	void everyKeyAndNoOtherIsListed() {
		assertThat(this.metadata.keySet()).containsExactlyInAnyOrderElementsOf(this.keys.keySet());
	}

	@Test
	void limitsOfTheStandardPresetAreShownAsDefaults() {
		CustomerIoContextRunner.create().run((context) -> {
			for (Quota quota : Quota.values()) {
				RateLimiterConfig config = context.getBean(WaitingLines.class)
					.line(quota)
					.limiter()
					.getRateLimiterConfig();
				String limit = "customerio.rate-limit." + quota.id();
				assertThat(this.metadata.get(limit + ".limit").path("defaultValue").intValue())
					.isEqualTo(config.getLimitForPeriod());
				assertThat(DurationStyle
					.detectAndParse(this.metadata.get(limit + ".window").path("defaultValue").asString()))
					.isEqualTo(config.getLimitRefreshPeriod());
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> keyHasADescriptionAndItsDefault() {
		return this.keys.keySet().stream().sorted().map((key) -> DynamicTest.dynamicTest(key, () -> {
			JsonNode property = this.metadata.get(key);
			assertThat(property.path("description").asString()).endsWith(".").doesNotStartWith("The ");
			DefaultValue value = this.keys.get(key);
			if (key.matches("customerio\\.rate-limit\\.\\w+\\.(limit|window)")) {
				return; // those of the preset
			}
			String expected = (value != null) ? Arrays.toString(value.value()) : "[]";
			assertThat("[" + property.path("defaultValue").asString("") + "]").isEqualTo(expected);
		}));
	}

}
