package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.imports.run.ExitCode;

/**
 * Checks the lines of a file and sends nothing.
 */
final class DryRun {

	/** How many bad lines are told. */
	private static final int TOLD = 20;

	private DryRun() {
	}

	static ExitCode run(LineSource lines, LineMapper mapper, PrintStream out) throws IOException {
		long good = 0;
		long bad = 0;
		long bytes = 0;
		for (SourceLine line = lines.next(); line != null; line = lines.next()) {
			try {
				bytes += mapper.toOperation(line).size();
				good++;
			}
			catch (IllegalArgumentException ex) {
				if (bad++ < TOLD) {
					out.println("line " + line.number() + ": " + ex.getMessage());
				}
			}
		}
		if (bad > TOLD) {
			out.printf(Locale.ROOT, "... and %,d more%n", bad - TOLD);
		}
		out.printf(Locale.ROOT, "%,d lines: %,d could be sent, %,d bytes of JSON; %,d could not. Nothing was sent.%n",
				good + bad, good, bytes, bad);
		return (bad > 0) ? ExitCode.SOME_FAILED : ExitCode.ACCEPTED;
	}

}
