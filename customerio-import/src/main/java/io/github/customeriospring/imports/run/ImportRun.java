package io.github.customeriospring.imports.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.imports.journal.Journal;
import io.github.customeriospring.imports.journal.JournalSaver;
import io.github.customeriospring.imports.journal.OpenLines;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.run.ProgressView.Progress;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.ImportProgress;

/**
 * One import of a file, from where the journal is to the end.
 */
public final class ImportRun {

	private final ImportFile file;

	private final Journal journal;

	private final OpenLines open;

	private final Stop stop;

	private final Outcomes outcomes;

	private final OperationSource source;

	/**
	 * Create a run.
	 * @param file the file, which tells how far it was read
	 * @param lines its lines
	 * @param mapper makes operations of them
	 * @param journal which lines are done
	 * @param open bounds what is read and not yet done
	 * @param stop ends the run early
	 */
	public ImportRun(ImportFile file, LineSource lines, LineMapper mapper, Journal journal, OpenLines open, Stop stop) {
		this.file = file;
		this.journal = journal;
		this.open = open;
		this.stop = stop;
		this.outcomes = new Outcomes(journal, open, stop);
		this.source = new OperationSource(lines, mapper, journal, open, this.outcomes, stop);
	}

	/**
	 * Import, and wait for it.
	 * @param importer sends
	 * @param view shows progress
	 * @param permitWaits how long requests have waited so far
	 * @return what became of the lines
	 * @throws IOException if the journal cannot be written
	 */
	public ImportSummary run(BulkImporter importer, ProgressView view, Supplier<Duration> permitWaits)
			throws IOException {
		long totalBytes = this.file.size();
		AtomicReference<ImportProgress> last = new AtomicReference<>(new ImportProgress(0, 0, 0, Duration.ZERO, 0));
		this.stop.onRequest(this.open::close);
		try (JournalSaver saver = new JournalSaver(this.journal, this.open,
				(ex) -> this.stop.because("The checkpoint cannot be written: " + ex.getMessage()))) {
			importer.importWithProgress(this.source.operations(), 0, view.interval(), this.outcomes::result)
				.doOnNext(last::set)
				.doOnNext((progress) -> view.show(new Progress(this.outcomes.accepted() + this.outcomes.failed(),
						this.outcomes.failed(), progress.elapsed(), this.file.bytesRead(), totalBytes)))
				.blockLast();
		}
		catch (CustomerIoException ex) {
			// what has no result is sent when the import is resumed
			this.stop.because(String.valueOf(ex.getMessage()));
		}
		this.journal.save();
		ImportProgress end = Objects.requireNonNull(last.get());
		return new ImportSummary(this.journal.doneBefore(), this.outcomes.accepted(), this.outcomes.failed(),
				this.journal.failed(), end.requests(), end.elapsed(), permitWaits.get(), exitCode(), this.stop.reason(),
				this.outcomes.told());
	}

	private ExitCode exitCode() {
		if (this.stop.reason() != null) {
			return ExitCode.STOPPED;
		}
		if (!this.source.isAtEnd()) {
			return ExitCode.INTERRUPTED;
		}
		return (this.journal.failed() > 0) ? ExitCode.SOME_FAILED : ExitCode.ACCEPTED;
	}

}
