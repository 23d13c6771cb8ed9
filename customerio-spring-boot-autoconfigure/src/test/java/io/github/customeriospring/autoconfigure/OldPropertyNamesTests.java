package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OldPropertyNames}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OldPropertyNamesTests {

	/** By the last part of a name. */
	private static final Map<String, String> VALUES = Map.ofEntries(Map.entry("track-url", "http://127.0.0.1:9"),
			Map.entry("app-url", "http://127.0.0.1:9"), Map.entry("max-size", "3MB"), Map.entry("unsafe", "true"),
			Map.entry("min-pause", "7s"), Map.entry("max-pause", "70s"), Map.entry("algorithm", "token-bucket"),
			Map.entry("burst", "3"), Map.entry("margin", "7ms"), Map.entry("min-margin", "7ms"),
			Map.entry("max-margin", "77ms"), Map.entry("max-bytes", "3MB"), Map.entry("max-in-flight", "3"));

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create();

	@TestFactory
	Stream<DynamicTest> oldNameBindsWithAWarningThatGivesTheNewOne(CapturedOutput output) {
		return OldPropertyNames.renamed()
			.entrySet()
			.stream()
			.map((names) -> DynamicTest.dynamicTest(names.getKey(), () -> {
				String oldName = names.getKey();
				String value = Objects.requireNonNull(VALUES.get(oldName.substring(oldName.lastIndexOf('.') + 1)));
				this.contextRunner.withPropertyValues(oldName + "=" + value, others(oldName)).run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(context.getEnvironment().getProperty(names.getValue())).isEqualTo(value);
				});
				assertThat(output).containsOnlyOnce("'" + oldName + "' is now called '" + names.getValue()
						+ "'. The old name is read in this version only");
			}));
	}

	/** A burst needs its algorithm. */
	private static String others(String oldName) {
		return oldName.endsWith(".burst") ? oldName.replace("burst", "algorithm") + "=token-bucket" : "a=b";
	}

	@Test
	void valueOfTheOldNameTakesEffect() {
		this.contextRunner.withPropertyValues("customerio.track-url=http://127.0.0.1:9")
			.run((context) -> assertThat(context.getBean(CustomerIoProperties.class).track().url())
				.hasToString("http://127.0.0.1:9"));
	}

	@Test
	void oldNameAsAnEnvironmentVariableBindsToo() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("CUSTOMERIO_QUEUE_MAXSIZE", "3MB"))))
			.run((context) -> assertThat(newName(context.getEnvironment())).isEqualTo("3MB"));
	}

	@Test
	void newNameWinsOverTheOldOne() {
		this.contextRunner.withPropertyValues("customerio.queue.max-size=3MB", "customerio.queue.max-bytes=4MB")
			.run((context) -> assertThat(newName(context.getEnvironment())).isEqualTo("4MB"));
	}

	@Test
	void nothingIsSaidOfNewNames(CapturedOutput output) {
		this.contextRunner.withPropertyValues("customerio.queue.max-bytes=4MB")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("is now called");
	}

	@Test
	void metadataSayThatTheyAreDeprecated() throws IOException {
		Map<String, String> deprecated = new TreeMap<>();
		try (InputStream json = getClass()
			.getResourceAsStream("/META-INF/additional-spring-configuration-metadata.json")) {
			for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
				if (property.has("deprecation")) {
					deprecated.put(property.path("name").asString(),
							property.path("deprecation").path("replacement").asString());
				}
			}
		}
		assertThat(deprecated).isEqualTo(OldPropertyNames.renamed());
	}

	private static String newName(Environment environment) {
		return environment.getProperty("customerio.queue.max-bytes");
	}

}
