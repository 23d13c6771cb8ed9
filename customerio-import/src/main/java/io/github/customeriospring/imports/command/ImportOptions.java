package io.github.customeriospring.imports.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import io.github.customeriospring.imports.mapping.Format;
import io.github.customeriospring.imports.mapping.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * What to import, and how.
 *
 * @param file the file, or {@code null} for standard input
 * @param format what its lines are
 * @param mapping what its columns mean
 * @param rate most requests in a second, or {@code null} for that of the configuration
 * @param simulator where a simulated Customer.io is, or {@code null}
 * @param failed the file for lines that fail
 * @param checkpoint the file with what is done, or {@code null} for none
 * @param resume whether to go on where an earlier import was left
 * @param dryRun whether to check the lines only
 * @param properties arguments for Spring Boot
 */
record ImportOptions(@Nullable Path file, Format format, Mapping mapping, @Nullable Integer rate,
		@Nullable URI simulator, Path failed, @Nullable Path checkpoint, boolean resume, boolean dryRun,
		List<String> properties) {

	static final String HELP = """
			Imports people or events from a file into Customer.io.

			  java -jar customerio-import-VERSION-exec.jar FILE [OPTION ...]

			FILE is a .csv with a header or a .jsonl with a JSON object a line, either may be compressed (.gz);
			- is standard input. The column id (else email, cio_id, phone) identifies the person, all others
			become attributes. Names that start with an underscore are left out.

			  --format=csv|jsonl         what the lines are, if the name of the file does not say so
			  --event=NAME               the lines are events of this name
			  --event-column=COL         the lines are events, their name is in this column
			  --event-id-column=COL      the ULID of the event, by which duplicates are dropped
			  --timestamp-column=COL     when it happened: unix seconds or ISO-8601 with an offset
			  --identifier-column=COL    the column that identifies the person
			  --identifier-type=TYPE     what it holds: id, email, cio_id or phone
			  --columns=COL,...          only these columns become attributes
			  --rename=COL:NAME,...      names of attributes
			  --strings=COL,...          values of these columns of a CSV file stay text
			  --empty=omit|null          empty values of a CSV file are left out, or clear the attribute
			  --rate=N                   most requests in a second, each with up to 1,000 lines
			  --failed=FILE              where lines that fail go, by default FILE.failed.jsonl
			  --checkpoint=FILE          where it says what is done, by default FILE.checkpoint
			  --no-resume                start anew even if there is a checkpoint
			  --dry-run                  check and count the lines, send nothing
			  --simulator=URL            send to a simulated Customer.io
			  --customerio.xyz=VALUE     a property of the application, any with a dot in its name
			  --help                     print this

			Exit code: 0 all accepted, 1 some lines failed, 2 wrong usage, 3 stopped by an error, 130 interrupted.
			After 3 and 130 the same command goes on where it was left.
			""";

}
