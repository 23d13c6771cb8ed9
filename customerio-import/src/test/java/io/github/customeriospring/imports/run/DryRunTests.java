package io.github.customeriospring.imports.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.reading.ImportFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DryRunTests {

	@Test
	void runShowsColumnsProblemsAndRequests() throws IOException {
		Mapping mapping = new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Map.of("seats", "number"),
				Set.of(), false, false, ZoneOffset.UTC);
		String output = run(mapping,
				"Email;seats;plan\na@example.com;3;pro\nA@EXAMPLE.COM;many;\n;4;free\nb@example.com;x;\nB@example.com;5;\n"
						+ "b@EXAMPLE.com;6;\n",
				ExitCode.SOME_FAILED);
		assertThat(output.lines()).containsExactly("CSV, UTF-8, separated by semicolons",
				"  column  sent as              type    empty  odd  examples",
				"  Email   (identifies: email)  text    1      0    a@example.com | A@EXAMPLE.COM | b@example.com",
				"  seats   seats                number  0      2    3 | many | 4",
				"  plan    plan                 text    4      0    pro | free",
				"! 2 lines (3, 5): 'seats' is no number in this line; --types=seats:text sends all as they are",
				"! line 4: the line has no identifier",
				"! 1 lines have an identifier that came before: the last line wins",
				"6 lines: 3 could be sent, 3 could not. Nothing was sent.",
				"The import would make 2 requests with " + bytes(output) + " bytes, at most 1 in a second: about 2 s");
	}

	@Test
	void runWhenAllIsWellSaysSo() throws IOException {
		assertThat(run(Mapping.DEFAULT, "{\"id\":1}\n", ExitCode.ACCEPTED))
			.contains("1 lines: 1 could be sent, 0 could not");
	}

	@Test
	void seenIdentifiersWhenThereAreManyFindsEachThatComesAgain() {
		SeenIdentifiers seen = new SeenIdentifiers();
		int people = 100_000;
		for (int i = 0; i < people; i++) {
			seen.add("id:" + i);
		}
		assertThat(seen.repeated()).isZero();
		for (int i = 0; i < people; i += 10) {
			seen.add("id:" + i);
		}
		assertThat(seen.repeated()).isEqualTo(people / 10);
		assertThat(seen.isFull()).isFalse();
	}

	@Test
	void requestCounterFillsRequestsByCountAndBytes() {
		RequestCounter counter = new RequestCounter(3, 100, 50);
		for (int i = 0; i < 7; i++) {
			counter.add(10);
		}
		counter.add(90);
		assertThat(counter)
			.hasToString("The import would make 4 requests with 160 bytes, at most 50 in a second: about 1 s");
	}

	private static String bytes(String output) {
		return output.replaceAll("(?s).*requests with ([\\d,]+) bytes.*", "$1");
	}

	private static String run(Mapping mapping, String content, ExitCode exitCode) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ImportFile file = ImportFile.of(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))) {
			FileLook look = FileLook.at(file, mapping, null, null, null);
			DryRun dryRun = new DryRun(look, look.mapper(file.identity(""), Instant.now()),
					new RequestCounter(2, 1000, 1));
			assertThat(dryRun.run(new PrintStream(out, true, StandardCharsets.UTF_8))).isEqualTo(exitCode);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

}
