package io.github.customeriospring.imports.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.github.customeriospring.imports.journal.Journal;
import io.github.customeriospring.imports.journal.JournalFiles;
import io.github.customeriospring.imports.journal.OpenLines;
import io.github.customeriospring.imports.journal.OtherImportException;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.queue.BulkImporter;

/**
 * Imports files with a journal, so that each can be resumed.
 *
 * @since 0.1.0
 */
public final class FileImporter {

	private final BulkImporter importer;

	private final String target;

	private final Supplier<Duration> permitWaits;

	private final Stop stop;

	/**
	 * Create an importer.
	 * @param importer sends
	 * @param target where to, any text: another one is another import
	 * @param permitWaits how long requests have waited for permits so far
	 * @param stop ends an import early
	 */
	public FileImporter(BulkImporter importer, String target, Supplier<Duration> permitWaits, Stop stop) {
		this.importer = importer;
		this.target = target;
		this.permitWaits = permitWaits;
		this.stop = stop;
	}

	/**
	 * Import a file, and wait for it.
	 * @param file the file
	 * @param look how to read it
	 * @param files where to note what was done
	 * @param view shows progress
	 * @return what became of the lines
	 * @throws IOException if a file of the journal cannot be read or written
	 * @throws OtherImportException if the checkpoint belongs to another import that was
	 * not complete
	 */
	public ImportSummary run(ImportFile file, FileLook look, JournalFiles files, ProgressView view) throws IOException {
		FileIdentity identity = file.identity(this.target + " " + look.meaning());
		try (Journal journal = Journal.open(identity, files.checkpoint(), files.failed(), files.resume(),
				Instant.now())) {
			if (journal.isCompleteBefore()) {
				return ImportSummary.completeBefore(journal);
			}
			var batches = this.importer.batches();
			OpenLines open = new OpenLines(batches.concurrency(), batches.maxOperations(), batches.maxBytes());
			LineMapper mapper = look.mapper(identity, journal.started());
			Duration waitedBefore = this.permitWaits.get();
			ImportSummary summary = new ImportRun(file, look.lines(), mapper, journal, open, this.stop)
				.run(this.importer, view, () -> this.permitWaits.get().minus(waitedBefore));
			if (summary.isComplete()) {
				journal.complete(files.keep());
			}
			return summary;
		}
	}

}
