package io.github.customeriospring.imports.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.github.customeriospring.imports.journal.Journal;
import org.jspecify.annotations.Nullable;

/**
 * What became of the lines of a file.
 *
 * @param before lines that an earlier run did
 * @param accepted lines that Customer.io accepted in this run
 * @param failed lines that have failed in this run
 * @param failedInAll lines that have failed in this run and before
 * @param requests how many requests were made, retries not counted
 * @param elapsed how long it took
 * @param waited how long the requests waited for permits, all together
 * @param exitCode how it ended
 * @param error what stopped it, or {@code null}
 * @param told what is wrong with the first lines that have failed
 */
public record ImportSummary(long before, long accepted, long failed, long failedInAll, long requests, Duration elapsed,
		Duration waited, ExitCode exitCode, @Nullable String error, List<String> told) {

	/** Nothing was left to do. */
	static ImportSummary completeBefore(Journal journal) {
		return new ImportSummary(journal.doneBefore(), 0, 0, journal.failed(), 0, Duration.ZERO, Duration.ZERO,
				(journal.failed() > 0) ? ExitCode.SOME_FAILED : ExitCode.ACCEPTED, null, List.of());
	}

	boolean isComplete() {
		return this.exitCode == ExitCode.ACCEPTED || this.exitCode == ExitCode.SOME_FAILED;
	}

	/**
	 * Describe it in a few lines.
	 * @param failedFile the file with the lines that failed
	 * @param concurrency how many requests could be under way at the same time
	 * @return the text
	 */
	public String describe(String failedFile, int concurrency) {
		if (this.before > 0 && this.accepted + this.failed == 0 && isComplete()) {
			return format("Everything was imported before: %,d lines, %,d of them failed%s. --no-resume starts anew.\n",
					this.before, this.failedInAll, (this.failedInAll > 0) ? ", see " + failedFile : "");
		}
		StringBuilder text = new StringBuilder();
		this.told.forEach((line) -> text.append(line).append('\n'));
		if (this.failed > this.told.size()) {
			text.append(format("... and %,d more\n", this.failed - this.told.size()));
		}
		double seconds = Math.max(1, this.elapsed.toMillis()) / 1000.0;
		text.append(
				format("%,d lines: %,d accepted, %,d failed", this.accepted + this.failed, this.accepted, this.failed));
		text.append((this.before > 0) ? format("; %,d were done before\n", this.before) : "\n");
		text.append(format("%,d requests in %.1f s, %,.0f operations/s; ", this.requests, seconds,
				this.accepted / seconds));
		text.append(format("%.0f %% of the time of %d requests at once was spent waiting for permits\n",
				100 * this.waited.toMillis() / 1000.0 / seconds / concurrency, concurrency));
		if (this.failedInAll > 0) {
			text.append(format("The %,d lines that failed are in %s, which can be imported with the same options\n",
					this.failedInAll, failedFile));
		}
		if (this.error != null) {
			text.append("Stopped. ").append(this.error).append('\n');
		}
		else if (this.exitCode == ExitCode.INTERRUPTED) {
			text.append("Interrupted.\n");
		}
		return text.toString();
	}

	private static String format(String format, Object... args) {
		return String.format(Locale.ROOT, format, args);
	}

}
