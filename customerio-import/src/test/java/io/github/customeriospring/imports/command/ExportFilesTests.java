package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.InputException;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Files as other systems export them. Beside each is what it is to become, and with which
 * options.
 */
class ExportFilesTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	static List<String> exports() throws IOException, URISyntaxException {
		URL folder = ExportFilesTests.class.getResource("/exports");
		assertThat(folder).isNotNull();
		try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
			List<String> names = files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.endsWith(".json"))
				.sorted()
				.toList();
			assertThat(names).hasSizeGreaterThanOrEqualTo(30);
			return names;
		}
	}

	@ParameterizedTest
	@MethodSource("exports")
	void exportBecomesWhatAPersonExpects(String name) throws IOException, URISyntaxException {
		Path path = Path.of(ExportFilesTests.class.getResource("/exports/" + name).toURI());
		JsonNode expected = JSON.readTree(path.resolveSibling(name + ".json"));
		List<String> args = new ArrayList<>(List.of(path.toString()));
		expected.path("args").forEach((arg) -> args.add(arg.asString()));
		ImportOptions options = ArgumentParser.parse(args.toArray(String[]::new));
		try (ImportFile file = ImportFile.open(path)) {
			if (expected.has("error")) {
				assertThatExceptionOfType(InputException.class).isThrownBy(() -> options.look(file))
					.withMessageContaining(expected.path("error").asString());
				return;
			}
			FileLook look = options.look(file);
			assertThat(look).hasToString(expected.path("read").asString());
			assertWarnings(look.columns().warnings(), expected.path("warnings"));
			assertPeople(file, look, options, expected);
		}
	}

	private static void assertWarnings(List<String> warnings, JsonNode expected) {
		assertThat(warnings).hasSize(expected.size());
		for (int i = 0; i < expected.size(); i++) {
			assertThat(warnings.get(i)).contains(expected.path(i).asString());
		}
	}

	private static void assertPeople(ImportFile file, FileLook look, ImportOptions options, JsonNode expected)
			throws IOException {
		LineMapper mapper = new LineMapper(options.mapping(), look.columns(), file.identity(""), Instant.now());
		ArrayNode people = JSON.createArrayNode();
		Map<String, String> failed = new TreeMap<>();
		LineSource lines = look.lines();
		for (SourceLine line = lines.next(); line != null; line = lines.next()) {
			try {
				ObjectNode json = (ObjectNode) JSON.readTree(mapper.toOperation(line).toBytes());
				people.add(json.retain("identifiers", "attributes"));
			}
			catch (IllegalArgumentException ex) {
				failed.put(String.valueOf(line.number()), ex.getMessage());
			}
		}
		assertThat(JSON.treeToValue(people, Object.class))
			.isEqualTo(JSON.treeToValue(expected.path("people"), Object.class));
		assertThat(failed.keySet()).containsExactlyElementsOf(expected.path("failed").propertyNames());
		failed.forEach((line, error) -> assertThat(error).contains(expected.path("failed").path(line).asString()));
	}

}
