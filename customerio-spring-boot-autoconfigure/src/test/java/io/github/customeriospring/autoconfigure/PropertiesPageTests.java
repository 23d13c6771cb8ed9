package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/properties.md} lists what the configuration metadata say. Run
 * with {@code -Dproperties.page=write} to write it anew.
 */
class PropertiesPageTests {

	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final List<String> LIMITS = List.of("transactional", "app", "broadcast");

	@Test
	void pageListsEveryPropertyWithDefaultAndDescription() throws IOException {
		String page = page();
		if ("write".equals(System.getProperty("properties.page"))) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).hasContent(page);
	}

	private static String page() throws IOException {
		StringBuilder page = new StringBuilder(
				"""
						# Properties

						Written from the configuration metadata, and checked in the build (`PropertiesPageTests`). The properties of `rate-limit.track` are
						there for `transactional` (messages), `app` (queries) and `broadcast` (triggers) too; what has another default there is listed.
						The old names of renamed properties are read in version 0.1 only, with a warning.

						| property (`customerio.…`) | default | meaning |
						|---|---|---|
						""");
		Map<String, String> defaults = new HashMap<>();
		for (JsonNode property : properties()) {
			defaults.put(property.path("name").asString(), property.path("defaultValue").asString(""));
		}
		for (JsonNode property : properties()) {
			String name = property.path("name").asString();
			if (name.startsWith("customerio.") && !property.has("deprecation") && !isRepeated(name, defaults)) {
				page.append("| `%s` | %s | %s |%n".formatted(name.substring("customerio.".length()),
						property.path("defaultValue").asString(""),
						property.path("description").asString().replace("|", "\\|")));
			}
		}
		return page.toString();
	}

	private static boolean isRepeated(String name, Map<String, String> defaults) {
		return LIMITS.stream()
			.filter((quota) -> name.startsWith("customerio.rate-limit." + quota + "."))
			.anyMatch((quota) -> defaults.get(name).equals(defaults.get(name.replace("." + quota + ".", ".track."))));
	}

	private static List<JsonNode> properties() throws IOException {
		URL classes = CustomerIoProperties.class.getProtectionDomain().getCodeSource().getLocation();
		URL file = URI.create(classes + "META-INF/spring-configuration-metadata.json").toURL();
		try (InputStream json = file.openStream()) {
			return JsonMapper.shared()
				.readTree(json)
				.path("properties")
				.valueStream()
				.sorted((one, other) -> one.path("name").asString().compareTo(other.path("name").asString()))
				.toList();
		}
	}

}
