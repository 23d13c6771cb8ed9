package io.github.customeriospring.imports.command;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.mapping.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArgumentParserTests {

	@Test
	void parseWhenOnlyAFileTakesDefaults() {
		ImportOptions options = ArgumentParser.parse("people.csv.gz");
		assertThat(options.files()).containsExactly("people.csv.gz");
		assertThat(options.format()).isNull();
		assertThat(options.charset()).isNull();
		assertThat(options.separator()).isNull();
		assertThat(options.mapping()).isEqualTo(Mapping.DEFAULT);
		assertThat(options.failed()).isNull();
		assertThat(options.checkpoint()).isNull();
		assertThat(options.resume()).isTrue();
		assertThat(options.dryRun()).isFalse();
	}

	@Test
	void parseReadsAllOptions() {
		ImportOptions options = ArgumentParser.parse("a.jsonl", "--event-column=what", "--event-id-column=key",
				"--timestamp-column=at", "--identifier-column=mail", "--identifier-type=email", "--columns=a,b",
				"--rename=a:x,b:y", "--strings=a", "--empty=null", "--rate=20", "--failed=f", "--checkpoint=c",
				"--no-resume", "--dry-run", "--types=b:time,c:MMM d, yyyy", "--null=\\N,NULL", "--lower-case",
				"--zone=Europe/Berlin", "--encoding=windows-1250", "--separator=Pipe", "--format=jsonl",
				"--simulator=http://localhost:8025", "--customerio.bulk.batch-size=10");
		Mapping mapping = options.mapping();
		assertThat(mapping.eventColumn()).isEqualTo("what");
		assertThat(mapping.eventIdColumn()).isEqualTo("key");
		assertThat(mapping.timestampColumn()).isEqualTo("at");
		assertThat(mapping.identifierColumn()).isEqualTo("mail");
		assertThat(mapping.identifierType()).isEqualTo("email");
		assertThat(mapping.columns()).containsExactly("a", "b");
		assertThat(mapping.rename()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "x", "b", "y"));
		assertThat(mapping.types())
			.containsExactlyInAnyOrderEntriesOf(Map.of("a", "text", "b", "time", "c", "MMM d, yyyy"));
		assertThat(mapping.nulls()).containsExactlyInAnyOrder("\\N", "NULL");
		assertThat(mapping.lowerCase()).isTrue();
		assertThat(mapping.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
		assertThat(options.charset()).isEqualTo(Charset.forName("windows-1250"));
		assertThat(options.separator()).isEqualTo('|');
		assertThat(options.format()).isEqualTo(Format.JSONL);
		assertThat(mapping.nullForEmpty()).isTrue();
		assertThat(options.rate()).isEqualTo(20);
		assertThat(options.failed()).isEqualTo(Path.of("f"));
		assertThat(options.checkpoint()).isEqualTo(Path.of("c"));
		assertThat(options.resume()).isFalse();
		assertThat(options.dryRun()).isTrue();
		assertThat(options.simulator()).isEqualTo(URI.create("http://localhost:8025"));
		assertThat(options.properties()).containsExactly("--customerio.bulk.batch-size=10");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "--dry-run|Which file? See --help",
			"a.csv --types=a:numbre|--types: 'numbre' is neither one of text, number, boolean, time nor a pattern such as dd.MM.yyyy",
			"a.csv --zone=Berlin|--zone: 'Berlin' is no time zone such as Europe/Berlin or +02:00",
			"a.csv --separator=ab|--separator: 'ab' is neither comma, semicolon, tab, pipe nor one character",
			"a.csv --encoding=ansi|--encoding: 'ansi' is not known; windows-1252, UTF-8, UTF-16 and many others are",
			"a.csv --format=xml|--format: 'xml' is not one of csv, jsonl",
			"a.csv --evnt=x|--evnt: unknown option, see --help", "a.csv --event|--event needs a value: --event=...",
			"a.csv --event=a --event=b|--event is there twice", "a.csv --dry-run=yes|--dry-run has no value",
			"a.csv --event=a --event-column=b|--event and --event-column exclude each other",
			"a.csv --event-id-column=b|--event-id-column needs --event or --event-column",
			"a.csv --identifier-type=name|--identifier-type: 'name' is not one of id, email, cio_id, phone",
			"a.csv --empty=zero|--empty: 'zero' is not one of omit, null",
			"a.csv --rename=a|--rename: 'a' is not COL:NAME", "a.csv --rename=a:b,a:c|--rename: 'a' gets two names",
			"a.csv --rate=0|--rate: '0' is not from 1 to 9999",
			"a.csv --simulator=nowhere|--simulator: 'nowhere' is not an http URL" })
	void parseWhenWrongSaysWhat(String args, String message) {
		assertThatExceptionOfType(UsageException.class).isThrownBy(() -> ArgumentParser.parse(args.split(" ")))
			.withMessage(message);
	}

}
