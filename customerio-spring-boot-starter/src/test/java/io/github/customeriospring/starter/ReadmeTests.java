package io.github.customeriospring.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the README and the pages beside it show code that these tests run, figures
 * that were measured, and tests that exist.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final Path README = ROOT.resolve("README.md");

	@Test
	void javaOfTheReadmeIsThatOfTheseTests() throws IOException {
		String sources = sources(Path.of("src", "test", "java"));
		List<String> examples = blocks(README, "java");
		assertThat(examples).hasSize(6).allSatisfy((example) -> assertThat(sources).contains(normalized(example)));
	}

	@Test
	void codeOfTheOtherPagesIsThatOfTheseTests() throws IOException {
		String sources = sources(Path.of("src", "test", "java"));
		for (String page : List.of("testing.md", "mvc-and-virtual-threads.md")) {
			assertThat(blocks(ROOT.resolve("docs").resolve(page), "java"))
				.allSatisfy((example) -> assertThat(sources).contains(normalized(example)));
		}
	}

	@Test
	void propertiesOfTheReadmeExist() throws IOException {
		String properties = Files.readString(ROOT.resolve("docs/properties.md"));
		Matcher rows = Pattern.compile("\n\\| `([a-z.-]+)` \\| ([^|]+) \\|").matcher(Files.readString(README));
		List<String> names = new ArrayList<>();
		while (rows.find()) {
			names.add(rows.group(1));
			assertThat(properties).contains("| `" + rows.group(1) + "` | " + rows.group(2) + " |");
		}
		assertThat(names).hasSize(12);
		for (String yaml : blocks(README, "yaml")) {
			YamlPropertiesFactoryBean parser = new YamlPropertiesFactoryBean();
			parser.setResources(new ByteArrayResource(yaml.getBytes()));
			assertThat(parser.getObject().stringPropertyNames())
				.allSatisfy((name) -> assertThat(properties).contains("`" + name.replace("customerio.", "") + "`"));
		}
	}

	@Test
	void figuresOfTheReadmeAreThoseOfTheBenchmarks() throws IOException {
		String measured = Files.readString(ROOT.resolve("docs/benchmarks.md")).replace("*", "");
		Matcher rows = Pattern.compile("\\| ([^|]+) \\| (\\d+) \\| (\\d+) \\| ([\\d.]+) s \\|")
			.matcher(Files.readString(README).replace("*", ""));
		int count = 0;
		while (rows.find()) {
			count++;
			assertThat(measured).as(rows.group())
				.containsPattern("\\| 2000 \\| \\d+ \\| " + rows.group(2) + " \\| " + rows.group(3) + " \\| "
						+ Pattern.quote(rows.group(4)) + " \\|");
		}
		assertThat(count).isEqualTo(5);
	}

	@Test
	void testsThatThePagesNameExist() throws IOException {
		StringBuilder all = new StringBuilder();
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path module : modules.toList()) {
				Path tests = module.resolve("src/test/java");
				all.append(Files.isDirectory(tests) ? sources(tests) : "");
			}
		}
		List<String> missing = new ArrayList<>();
		int named = 0;
		for (Path page : pages()) {
			Matcher names = Pattern.compile("`(\\w+(?:Tests|Examples))(?:\\.(\\w+))?`").matcher(Files.readString(page));
			while (names.find()) {
				named++;
				if (!all.toString().contains("class " + names.group(1) + " ")
						|| (names.group(2) != null && !all.toString().contains("void " + names.group(2) + "("))) {
					missing.add(page.getFileName() + ": " + names.group());
				}
			}
		}
		assertThat(missing).isEmpty();
		assertThat(named).isGreaterThan(50);
	}

	@Test
	void linksOfThePagesLeadSomewhere() throws IOException {
		List<String> dead = new ArrayList<>();
		List<Path> pages = new ArrayList<>(pages());
		pages.add(README);
		for (Path page : pages) {
			Matcher links = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)").matcher(Files.readString(page));
			while (links.find()) {
				if (!Files.exists(page.resolveSibling(links.group(1)))) {
					dead.add(page.getFileName() + ": " + links.group(1));
				}
			}
		}
		assertThat(dead).isEmpty();
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
			return pages.filter((page) -> page.toString().endsWith(".md")).toList();
		}
	}

	private static List<String> blocks(Path page, String language) throws IOException {
		Matcher blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(page));
		List<String> found = new ArrayList<>();
		while (blocks.find()) {
			found.add(blocks.group(1));
		}
		return found;
	}

	private static String sources(Path directory) throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				sources.append(normalized(Files.readString(file)));
			}
		}
		return sources.toString();
	}

	/** Indentation, empty lines and line breaks say nothing. */
	private static String normalized(String code) {
		return code.strip().replaceAll("\\s+", " ").replace(" .", ".").replace("( ", "(") + " ";
	}

}
