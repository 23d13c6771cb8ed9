package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.customeriospring.imports.journal.JournalFiles;
import io.github.customeriospring.imports.journal.OtherImportException;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.InputException;
import io.github.customeriospring.imports.run.DryRun;
import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.RequestCounter;
import io.github.customeriospring.imports.run.Stop;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Takes files to Customer.io.
 */
final class ImportCommand {

	/** The defaults of {@code customerio.bulk}; a dry run starts no client. */
	private static final int RATE = 50;

	private static final int BATCH_LINES = 1000;

	private static final int BATCH_BYTES = 475_000;

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
			this.out.print(help());
			return ExitCode.ACCEPTED;
		}
		try {
			return run(ArgumentParser.parse(args));
		}
		catch (UsageException | OtherImportException ex) {
			return fail(ExitCode.USAGE, ex.getMessage());
		}
		catch (InputException ex) {
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
		List<Source> sources = Source.of(options);
		boolean several = sources.size() > 1;
		List<JournalFiles> journals = sources.stream().map((source) -> source.journal(options, several)).toList();
		if (several) {
			lookAtAll(sources, options);
		}
		if (options.dryRun()) {
			ExitCode exitCode = ExitCode.ACCEPTED;
			for (Source source : sources) {
				exitCode = ExitCode.worst(exitCode, dryRun(source, options));
			}
			return exitCode;
		}
		ExitCode exitCode = importAll(sources, journals, options);
		if (exitCode == ExitCode.ACCEPTED) {
			for (JournalFiles journal : journals) {
				journal.forget();
			}
		}
		return exitCode;
	}

	/** Nothing is sent before all files are understood. */
	private void lookAtAll(List<Source> sources, ImportOptions options) throws IOException {
		ColumnTypes types = new ColumnTypes();
		for (Source source : sources) {
			try (ImportFile file = source.open(this.in)) {
				types.add(source.name(), options.look(file).columns());
			}
			catch (InputException ex) {
				throw new InputException(source.name() + ": " + ex.getMessage(), ex.isUsage());
			}
		}
		types.conflicts().forEach((conflict) -> this.err.println("! " + conflict));
	}

	private ExitCode dryRun(Source source, ImportOptions options) throws IOException {
		try (ImportFile file = source.open(this.in)) {
			FileLook look = options.look(file);
			this.out.print(source.name() + ": ");
			LineMapper mapper = look.mapper(file.identity(look.meaning()), Instant.now());
			Integer rate = options.rate();
			return new DryRun(look, mapper, new RequestCounter(BATCH_LINES, BATCH_BYTES, (rate != null) ? rate : RATE))
				.run(this.out);
		}
	}

	private ExitCode importAll(List<Source> sources, List<JournalFiles> journals, ImportOptions options)
			throws IOException {
		ExitCode exitCode = ExitCode.ACCEPTED;
		ImportSession session = null;
		try {
			for (int i = 0; i < sources.size(); i++) {
				Source source = sources.get(i);
				try (ImportFile file = source.open(this.in)) {
					FileLook look = options.look(file);
					// the client starts when it is sure that there is something to send
					session = (session != null) ? session : ImportSession.start(options, this.stop);
					ExitCode one = session.run(source.name(), file, look, journals.get(i), this.out, this.err);
					exitCode = ExitCode.worst(exitCode, one);
				}
				if (exitCode == ExitCode.STOPPED || exitCode == ExitCode.INTERRUPTED) {
					return exitCode;
				}
			}
			return exitCode;
		}
		finally {
			if (session != null) {
				session.close();
			}
		}
	}

	private static String help() {
		try (InputStream help = ImportCommand.class.getResourceAsStream("help.txt")) {
			return (help != null) ? new String(help.readAllBytes(), StandardCharsets.UTF_8) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ExitCode fail(ExitCode exitCode, @Nullable String message) {
		this.err.println(message);
		return exitCode;
	}

}
