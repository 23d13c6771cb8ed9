package io.github.customeriospring.imports.mapping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import io.github.customeriospring.imports.reading.HeaderException;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvLinesTests {

	@Test
	void nextReadsTypedFields() throws IOException {
		assertThat(Sources.csv("id,plan,seats,joined_at,score,vip,zip\n007,pro,3,2024-01-02T03:04:05Z,1.5,true,0815\n"))
			.singleElement()
			.satisfies((line) -> {
				assertThat(line.number()).isEqualTo(2);
				assertThat(line.fields()).containsExactly(Map.entry("id", "007"), Map.entry("plan", "pro"),
						Map.entry("seats", 3L), Map.entry("joined_at", 1704164645L), Map.entry("score", 1.5),
						Map.entry("vip", true), Map.entry("zip", "0815"));
			});
	}

	@Test
	void nextWhenByteOrderMarkAndCrLfAndBlankLinesIgnoresThem() throws IOException {
		List<SourceLine> lines = Sources.csv("\uFEFFid,plan\r\n1,a\r\n\r\n2,b");
		assertThat(lines).extracting(SourceLine::number).containsExactly(2L, 4L);
		assertThat(lines).extracting(SourceLine::fields)
			.containsExactly(Map.of("id", "1", "plan", "a"), Map.of("id", "2", "plan", "b"));
	}

	@Test
	void nextWhenQuotedReadsCommasQuotesAndLineBreaks() throws IOException {
		List<SourceLine> lines = Sources.csv("id,note\n1,\"a, \"\"b\"\"\r\nc\n\"\n2,5\" pipe\n3,\"\"\n");
		assertThat(lines).extracting(SourceLine::number).containsExactly(2L, 5L, 6L);
		assertThat(lines).extracting(SourceLine::fields)
			.containsExactly(Map.of("id", "1", "note", "a, \"b\"\r\nc\n"), Map.of("id", "2", "note", "5\" pipe"),
					Map.of("id", "3"));
	}

	@Test
	void nextWhenEmptyIsLeftOutOrNull() throws IOException {
		assertThat(Sources.csv("id,plan\n1,\n").get(0).fields()).containsOnlyKeys("id");
		Mapping nulls = new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Set.of(), true);
		assertThat(Sources.lines(Format.CSV, nulls, "id,plan\n1,\n".getBytes(StandardCharsets.UTF_8)).get(0).fields())
			.containsEntry("plan", null);
	}

	@Test
	void nextWhenColumnIsAmongStringsKeepsText() throws IOException {
		Mapping strings = new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Set.of("version"), false);
		assertThat(Sources.lines(Format.CSV, strings, "id,version\n1,1.10\n".getBytes(StandardCharsets.UTF_8))
			.get(0)
			.fields()).containsEntry("version", "1.10");
	}

	@Test
	void nextWhenCompressedUnpacks() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write("id\n1\n2\n".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(Sources.lines(Format.CSV, Mapping.DEFAULT, bytes.toByteArray())).hasSize(2);
	}

	@Test
	void nextWhenCompressedInPartsThatArriveOneByOneReadsAllOfThem() throws IOException {
		List<InputStream> parts = new ArrayList<>();
		int people = 100_000; // more than is read to look at the head of the file
		Random random = new Random(1);
		for (int part = 0; part < 2; part++) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
				gzip.write((part == 0) ? "id\n".getBytes() : new byte[0]);
				for (int i = 0; i < people / 2; i++) {
					gzip.write((random.nextLong() + "\n").getBytes());
				}
			}
			parts.add(new ByteArrayInputStream(bytes.toByteArray()));
		}
		InputStream pipe = new SequenceInputStream(Collections.enumeration(parts)) {

			@Override
			public int available() {
				return 0;
			}

		};
		try (ImportFile file = ImportFile.of(pipe)) {
			LineSource lines = Format.CSV.read(file.lines(), Mapping.DEFAULT);
			for (long number = 2; number < people + 2; number++) {
				SourceLine line = lines.next();
				assertThat(line).isNotNull();
				assertThat(line.number()).isEqualTo(number);
			}
			assertThat(lines.next()).isNull();
		}
	}

	@Test
	void nextWhenLineIsBrokenGoesOn() throws IOException {
		List<SourceLine> lines = Sources.csv("id,plan\n1,a,b\n2\n3,\"x\"y\n4,d\n");
		assertThat(lines).extracting(SourceLine::error)
			.containsExactly("the line has 3 values, the header has 2", "the line has 1 values, the header has 2",
					"the line is not valid CSV, see its quotes", null);
		assertThat(lines).extracting(SourceLine::raw).startsWith("1,a,b", "2", "3,\"x\"y");
	}

	@Test
	void nextWhenQuoteIsNotClosedLosesOneLine() throws IOException {
		List<SourceLine> lines = Sources.csv("id,plan\n1,\"a\n2,b\n3,c\n");
		assertThat(lines).extracting(SourceLine::number).containsExactly(2L, 3L, 4L);
		assertThat(lines).extracting(SourceLine::error).containsExactly("a quote is not closed", null, null);
	}

	@Test
	void nextWhenNotUtf8LosesOneLine() throws IOException {
		byte[] content = "id,plan\n1,\u00e9\n2,b\n".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(Sources.lines(Format.CSV, Mapping.DEFAULT, content)).extracting(SourceLine::error)
			.containsExactly("the line is not UTF-8", null);
	}

	@Test
	void nextWhenLineIsHugeLosesOneLine() throws IOException {
		List<SourceLine> lines = Sources.csv("id,plan\n1," + "x".repeat(3_000_000) + "\n2,b\n");
		assertThat(lines).extracting(SourceLine::error)
			.containsExactly("the line has more than " + 256 * 1024 + " bytes", null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "''|The file is empty, not even a header is there", "id,,plan|Column 2 of the header has no name",
					"id,plan,plan|The header has the column 'plan' twice",
					"id,\"plan|The header cannot be read: a quote is not closed" },
			quoteCharacter = '\'')
	void linesWhenHeaderIsWrongFails(String header, String message) {
		assertThatExceptionOfType(HeaderException.class).isThrownBy(() -> Sources.csv(header))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.isUsage()).isFalse());
	}

	@Test
	void linesWhenNoColumnIdentifiesFailsAsUsage() {
		assertThatExceptionOfType(HeaderException.class).isThrownBy(() -> Sources.csv("name,plan\n"))
			.withMessageContaining("--identifier-column")
			.satisfies((ex) -> assertThat(ex.isUsage()).isTrue());
	}

	@Test
	void linesWhenOptionNamesAMissingColumnFailsAsUsage() {
		assertThatExceptionOfType(HeaderException.class)
			.isThrownBy(() -> Sources.lines(Format.CSV, Sources.events("bought", "at"), "id,plan\n".getBytes()))
			.withMessage("--timestamp-column: there is no column 'at', only id, plan");
	}

}
