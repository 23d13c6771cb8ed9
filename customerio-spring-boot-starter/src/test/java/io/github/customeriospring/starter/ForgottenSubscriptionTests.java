package io.github.customeriospring.starter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a build with Error Prone warns of a reactive call that nobody subscribes to.
 * IDEs read the same annotation.
 */
class ForgottenSubscriptionTests {

	private static final String WARNING = "warning: [CheckReturnValue]";

	@TempDir
	private Path directory;

	@Test
	void forgottenSubscriptionIsAWarning() throws Exception {
		List<String> forgotten = List.of("template.identify(\"42\", Map.of());", "template.delete(\"42\");",
				"template.customers().byEmail(\"jane@example.com\");", "template.segments().list();",
				"queue.send(TrackOperation.event(\"42\", \"a\"));", "importer.importAll(Flux.empty());");
		String said = compile(String.join("\n", forgotten));
		// it repeats each line that it warns of
		assertThat(said).contains(forgotten);
		assertThat(said.split(Pattern.quote(WARNING), -1)).as(said).hasSize(forgotten.size() + 1);
	}

	@Test
	void callThatBlocksOrIsReturnedOrQueuedIsNone() throws Exception {
		assertThat(compile("""
				blocking.identify("42", Map.of());
				template.identify("42", Map.of()).subscribe();
				queue.add(TrackOperation.event("42", "a"));
				""")).doesNotContain("warning");
	}

	private String compile(String statements) throws Exception {
		Path source = this.directory.resolve("Application.java");
		Files.writeString(source, """
				import io.github.customeriospring.operation.TrackOperation;
				import io.github.customeriospring.queue.*;
				import io.github.customeriospring.template.*;
				import java.util.Map;
				import reactor.core.publisher.Flux;

				class Application {

					void run(CustomerIoTemplate blocking, ReactiveCustomerIoTemplate template, CustomerIoQueue queue,
							BulkImporter importer) {
						%s
					}

				}
				""".formatted(statements));
		Path output = this.directory.resolve("javac.txt");
		Process javac = new ProcessBuilder(command(source)).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(javac.waitFor(2, TimeUnit.MINUTES)).isTrue();
		String said = Files.readString(output);
		assertThat(javac.exitValue()).as(said).isZero();
		return said;
	}

	private List<String> command(Path source) throws Exception {
		String errorProne;
		try (Stream<Path> jars = Files.list(Path.of("target", "error-prone"))) {
			errorProne = jars.map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
		}
		Stream<String> exported = Stream
			.of("api", "code", "file", "main", "model", "parser", "processing", "tree", "util")
			.map((name) -> "-J--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
		Stream<String> opened = Stream.of("code", "comp")
			.map((name) -> "-J--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
		return Stream
			.of(Stream.of(Path.of(System.getProperty("java.home"), "bin", "javac").toString()), exported, opened,
					Stream.of("-J-XX:TieredStopAtLevel=1", "-XDcompilePolicy=simple", "--should-stop=ifError=FLOW",
							"-XDaddTypeAnnotationsToSymbol=true", "-processorpath", errorProne,
							"-Xplugin:ErrorProne -XepDisableAllChecks -Xep:CheckReturnValue:WARN", "-classpath",
							System.getProperty("java.class.path"), "-d", this.directory.toString(), source.toString()))
			.flatMap((arguments) -> arguments)
			.toList();
	}

}
