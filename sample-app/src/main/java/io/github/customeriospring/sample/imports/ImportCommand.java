package io.github.customeriospring.sample.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

import io.github.customeriospring.sample.imports.journal.OtherImportException;
import io.github.customeriospring.sample.imports.lines.HeaderException;
import io.github.customeriospring.sample.imports.lines.ImportFile;
import io.github.customeriospring.sample.imports.lines.LineMapper;
import io.github.customeriospring.sample.imports.lines.LineSource;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code import}: takes a file to Customer.io.
 */
public final class ImportCommand {

	private final Class<?> application;

	private final InputStream in;

	private final PrintStream out;

	private final PrintStream err;

	private final Stop stop;

	ImportCommand(Class<?> application, InputStream in, PrintStream out, PrintStream err, Stop stop) {
		this.application = application;
		this.in = in;
		this.out = out;
		this.err = err;
		this.stop = stop;
	}

	/**
	 * Import, and end the process.
	 * @param application the application that has the client
	 * @param args the arguments, without the name of the command
	 */
	public static void main(Class<?> application, String... args) {
		Stop stop = new Stop();
		Interruption interruption = Interruption.install(stop);
		ExitCode exitCode = new ImportCommand(application, System.in, System.out, System.err, stop).run(args);
		interruption.finished();
		System.exit(exitCode.value());
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
			return fail(ExitCode.STOPPED, "Stopped: " + ex.getMessage());
		}
	}

	private ExitCode run(ImportOptions options) throws IOException {
		Path path = options.file();
		try (ImportFile file = (path != null) ? ImportFile.open(path) : ImportFile.of(this.in)) {
			LineSource lines = file.lines(options.format(), options.mapping());
			if (options.dryRun()) {
				LineMapper mapper = new LineMapper(options.mapping(), file.identity(""), Instant.now());
				return DryRun.run(lines, mapper, this.out);
			}
			return new ImportSession(options, file, lines, this.stop).run(this.application, this.out, this.err);
		}
	}

	private ExitCode fail(ExitCode exitCode, @Nullable String message) {
		this.err.println(message);
		return exitCode;
	}

}
