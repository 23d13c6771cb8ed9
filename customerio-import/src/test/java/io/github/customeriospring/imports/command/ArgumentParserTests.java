package io.github.customeriospring.imports.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import io.github.customeriospring.imports.mapping.Format;
import io.github.customeriospring.imports.mapping.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArgumentParserTests {

	@Test
	void parseWhenOnlyAFileTakesDefaults() {
		ImportOptions options = ArgumentParser.parse("people.csv.gz");
		assertThat(options.file()).isEqualTo(Path.of("people.csv.gz"));
		assertThat(options.format()).isEqualTo(Format.CSV);
		assertThat(options.mapping()).isEqualTo(Mapping.DEFAULT);
		assertThat(options.failed()).isEqualTo(Path.of("people.csv.gz.failed.jsonl"));
		assertThat(options.checkpoint()).isEqualTo(Path.of("people.csv.gz.checkpoint"));
		assertThat(options.resume()).isTrue();
		assertThat(options.dryRun()).isFalse();
	}

	@Test
	void parseWhenStandardInputHasNoCheckpoint() {
		ImportOptions options = ArgumentParser.parse("-", "--format=jsonl");
		assertThat(options.file()).isNull();
		assertThat(options.format()).isEqualTo(Format.JSONL);
		assertThat(options.checkpoint()).isNull();
	}

	@Test
	void parseReadsAllOptions() {
		ImportOptions options = ArgumentParser.parse("a.jsonl", "--event-column=what", "--event-id-column=key",
				"--timestamp-column=at", "--identifier-column=mail", "--identifier-type=email", "--columns=a,b",
				"--rename=a:x,b:y", "--strings=a", "--empty=null", "--rate=20", "--failed=f", "--checkpoint=c",
				"--no-resume", "--dry-run", "--simulator=http://localhost:8025", "--customerio.bulk.batch-size=10");
		Mapping mapping = options.mapping();
		assertThat(mapping.eventColumn()).isEqualTo("what");
		assertThat(mapping.eventIdColumn()).isEqualTo("key");
		assertThat(mapping.timestampColumn()).isEqualTo("at");
		assertThat(mapping.identifierColumn()).isEqualTo("mail");
		assertThat(mapping.identifierType()).isEqualTo("email");
		assertThat(mapping.columns()).containsExactly("a", "b");
		assertThat(mapping.rename()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "x", "b", "y"));
		assertThat(mapping.strings()).containsExactly("a");
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
			"a.csv b.csv|Only one file can be imported, there are 'a.csv' and 'b.csv'",
			"a.txt|'a.txt' is neither .csv nor .jsonl: add --format=csv or --format=jsonl",
			"-|'-' is neither .csv nor .jsonl: add --format=csv or --format=jsonl",
			"a.csv --format=xml|--format: 'xml' is not one of csv, jsonl",
			"a.csv --evnt=x|--evnt: unknown option, see --help", "a.csv --event|--event needs a value: --event=...",
			"a.csv --event=a --event=b|--event is there twice", "a.csv --dry-run=yes|--dry-run has no value",
			"a.csv --event=a --event-column=b|--event and --event-column exclude each other",
			"a.csv --event-id-column=b|--event-id-column needs --event or --event-column",
			"a.csv --identifier-type=name|--identifier-type: 'name' is not one of id, email, cio_id, phone",
			"a.csv --empty=zero|--empty: 'zero' is not one of omit, null",
			"a.csv --rename=a|--rename: 'a' is not COL:NAME", "a.csv --rename=a:b,a:c|--rename: 'a' gets two names",
			"a.csv --rate=0|--rate: '0' is not from 1 to 9999",
			"a.csv --failed=./a.csv|The file to import, --failed and --checkpoint must be three files",
			"a.csv --checkpoint=a.csv|The file to import, --failed and --checkpoint must be three files",
			"a.csv --checkpoint=x --failed=x|The file to import, --failed and --checkpoint must be three files",
			"a.csv --simulator=nowhere|--simulator: 'nowhere' is not an http URL" })
	void parseWhenWrongSaysWhat(String args, String message) {
		assertThatExceptionOfType(UsageException.class).isThrownBy(() -> ArgumentParser.parse(args.split(" ")))
			.withMessage(message);
	}

}
