package io.github.customeriospring.imports.mapping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.InputException;
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
		assertThat(Sources.lines(Sources.nulls(Set.of(), true), "id,plan\n1,\n").get(0).fields()).containsEntry("plan",
				null);
	}

	@Test
	void nextWhenColumnIsAmongStringsKeepsText() throws IOException {
		assertThat(Sources.lines(Sources.types(Map.of("version", "text")), "id,version\n1,1.10\n").get(0).fields())
			.containsEntry("version", "1.10");
	}

	@Test
	void nextWhenCompressedUnpacks() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write("id\n1\n2\n".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(Sources.lines(Mapping.DEFAULT, bytes.toByteArray())).hasSize(2);
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
			LineSource lines = Sources.look(file, Mapping.DEFAULT).lines();
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
	void nextWhenSomeBytesAreNotUtf8LosesOneLineAndKeepsItsBytes() throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.writeBytes(("id,plan\n" + "1,\u00e9\u00e8\u00fc\n".repeat(20)).getBytes(StandardCharsets.UTF_8));
		content.writeBytes("2,\u00e9t\n3,b\n".getBytes(StandardCharsets.ISO_8859_1));
		List<SourceLine> lines = Sources.lines(Mapping.DEFAULT, content.toByteArray());
		assertThat(lines).hasSize(22).filteredOn((line) -> line.error() != null).singleElement().satisfies((line) -> {
			assertThat(line.error()).isEqualTo("the line is not UTF-8");
			assertThat(line.bytes()).isEqualTo("2,\u00e9t\n".getBytes(StandardCharsets.ISO_8859_1));
			assertThat(new String(FailedLines.toJson(line, null, "wrong"), StandardCharsets.UTF_8))
				.contains("\"_bytes\":\"" + Base64.getEncoder().encodeToString(line.bytes()) + "\"");
		});
	}

	@Test
	void nextWhenLineIsHugeLosesOneLine() throws IOException {
		List<SourceLine> lines = Sources.csv("id,plan\n1," + "x".repeat(3_000_000) + "\n2,b\n");
		assertThat(lines).extracting(SourceLine::error)
			.containsExactly("the line has more than " + 256 * 1024 + " bytes", null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "''|The file is empty, not even a header is there",
					"id,plan,plan|The header has the column 'plan' twice",
					"id,\"plan|The header cannot be read: a quote is not closed" },
			quoteCharacter = '\'')
	void linesWhenHeaderIsWrongFails(String header, String message) {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Sources.csv(header))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.isUsage()).isFalse());
	}

	@Test
	void linesWhenNoColumnIdentifiesFailsAsUsage() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Sources.csv("name,plan\n"))
			.withMessageContaining("--identifier-column")
			.satisfies((ex) -> assertThat(ex.isUsage()).isTrue());
	}

	@Test
	void linesWhenOptionNamesAMissingColumnFailsAsUsage() {
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> Sources.lines(Sources.events("bought", "at"), "id,plan\n"))
			.withMessage("--timestamp-column: there is no column 'at', only id, plan");
	}

	@Test
	void nextWhenRowsAreEmptyOrRepeatTheHeaderLeavesThemOut() throws IOException {
		assertThat(Sources.csv("id,plan\n1,a\n,\nid,plan\n2,b\n,\n")).extracting(SourceLine::fields)
			.containsExactly(Map.of("id", "1", "plan", "a"), Map.of("id", "2", "plan", "b"));
	}

	@Test
	void nextWhenColumnHasNoNameAndNoValuesLeavesItOut() throws IOException {
		assertThat(Sources.csv("id,plan,\n1,a,\n")).extracting(SourceLine::fields)
			.containsExactly(Map.of("id", "1", "plan", "a"));
	}

	@Test
	void linesWhenColumnHasNoNameButValuesFails() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Sources.csv("id,,plan\n1,x,a\n"))
			.withMessageContaining("Column 2 has no name in the header, but values such as 'x'");
	}

	@Test
	void nextWhenColumnsAreNamedIgnoresTheOneWithoutAName() throws IOException {
		Mapping mapping = Sources.columns(Set.of("plan"), Map.of());
		assertThat(Sources.lines(mapping, "id,,plan\n1,x,a\n")).extracting(SourceLine::fields)
			.containsExactly(Map.of("id", "1", "plan", "a"));
	}

	@Test
	void nextWhenValueDoesNotFitTheColumnKeepsTheLineAsItIs() throws IOException {
		Mapping mapping = Sources.types(Map.of("seats", "number"));
		SourceLine line = Sources.lines(mapping, "id,seats,vip\n1,many,true\n2,3,true\n").get(0);
		assertThat(line.error())
			.isEqualTo("'seats' is no number in this line; --types=seats:text sends all as they are");
		assertThat(line.fields()).isEqualTo(Map.of("id", "1", "seats", "many", "vip", "true"));
	}

	@Test
	void nextWhenTextStandsForNoValueLeavesItOut() throws IOException {
		assertThat(Sources.lines(Sources.nulls(Set.of("\\N", "NULL"), false), "id,seats\n1,3\n2,\\N\n3,NULL\n"))
			.extracting(SourceLine::fields)
			.containsExactly(Map.of("id", "1", "seats", 3L), Map.of("id", "2"), Map.of("id", "3"));
	}

}
