package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

import io.github.customeriospring.imports.journal.OtherImportException;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.HeaderException;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.Stop;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Takes a file to Customer.io.
 */
final class ImportCommand {

	private final InputStream in;

	private final PrintStream out;

	private final PrintStream err;

	private final Stop stop;

	ImportCommand(InputStream in, PrintStream out, PrintStream err, Stop stop) {
		this.in = in;
		this.out = out;
		this.err = err;
		this.stop = stop;
	}

	ExitCode run(String... args) {
		if (Arrays.asList(args).contains("--help")) {
			this.out.print(ImportOptions.HELP);
			return ExitCode.ACCEPTED;
		}
		try {
			return run(ArgumentParser.parse(args));
		}
		catch (UsageException | OtherImportException ex) {
			return fail(ExitCode.USAGE, ex.getMessage());
		}
		catch (HeaderException ex) {
			return fail(ex.isUsage() ? ExitCode.USAGE : ExitCode.STOPPED, ex.getMessage());
		}
		catch (NoSuchFileException ex) {
			return fail(ExitCode.STOPPED, "There is no file " + ex.getMessage());
		}
		catch (IOException | RuntimeException ex) {
			return fail(ExitCode.STOPPED, "Stopped: " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
		}
	}

	private ExitCode run(ImportOptions options) throws IOException {
		Path path = options.file();
		try (ImportFile file = (path != null) ? ImportFile.open(path) : ImportFile.of(this.in)) {
			LineSource lines = options.format().read(file.lines(), options.mapping());
			if (options.dryRun()) {
				LineMapper mapper = new LineMapper(options.mapping(), file.identity(""), Instant.now());
				return DryRun.run(lines, mapper, this.out);
			}
			return new ImportSession(options, file, lines, this.stop).run(this.out, this.err);
		}
	}

	private ExitCode fail(ExitCode exitCode, @Nullable String message) {
		this.err.println(message);
		return exitCode;
	}

}
