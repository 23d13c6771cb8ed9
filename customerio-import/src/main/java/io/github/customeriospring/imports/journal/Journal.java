package io.github.customeriospring.imports.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.github.customeriospring.imports.journal.Checkpoint.Head;
import io.github.customeriospring.imports.reading.FileIdentity;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Remembers which lines are done: accepted, or written to the file of failed lines.
 */
public final class Journal implements Closeable {

	private final FileIdentity identity;

	private final @Nullable Path checkpoint;

	private final Instant started;

	private final boolean completeBefore;

	/** Guards the fields below, and the failed file but for its sync. */
	private final Object lock = new Object();

	private final RoaringBitmap done;

	private final FailedFile failedFile;

	private long failed;

	private final long doneBefore;

	private boolean changed;

	private Journal(FileIdentity identity, @Nullable Path checkpoint, Checkpoint start, boolean resumed,
			Path failedFile) throws IOException {
		this.identity = identity;
		this.checkpoint = checkpoint;
		this.started = Instant.ofEpochMilli(start.head().started());
		this.completeBefore = start.head().complete();
		this.done = start.done();
		this.doneBefore = this.done.getLongCardinality();
		this.failed = start.head().failed();
		this.failedFile = new FailedFile(failedFile, start.head().failedBytes(), resumed);
	}

	/**
	 * Open the journal of an import, where it was left or empty.
	 * @param identity the file to import
	 * @param checkpoint the file with what is done, or {@code null} for none
	 * @param failed the file for lines that fail
	 * @param resume whether to go on where an earlier import was left
	 * @param now when the import starts if it is new
	 * @return the journal
	 * @throws IOException if a file cannot be read or written
	 * @throws OtherImportException if the checkpoint belongs to another import that was
	 * not complete
	 */
	public static Journal open(FileIdentity identity, @Nullable Path checkpoint, Path failed, boolean resume,
			Instant now) throws IOException {
		Checkpoint found = (checkpoint != null && resume) ? Checkpoint.read(checkpoint) : null;
		if (found != null && !found.head().file().equals(identity)) {
			if (!found.head().complete()) {
				throw new OtherImportException(String.valueOf(checkpoint),
						found.head().file().meaning().equals(identity.meaning()));
			}
			found = null;
		}
		Checkpoint start = (found != null) ? found
				: new Checkpoint(new Head(identity, now.toEpochMilli(), 0, 0, false), new RoaringBitmap());
		if (found == null && checkpoint != null) {
			Files.deleteIfExists(checkpoint);
		}
		Journal journal = new Journal(identity, checkpoint, start, found != null, failed);
		if (!journal.completeBefore) {
			// the start must be known before the first event gets its id from it
			journal.save(false, true);
		}
		return journal;
	}

	/**
	 * Return when the import started first.
	 * @return the time
	 */
	public Instant started() {
		return this.started;
	}

	/**
	 * Return whether nothing was left to do when the journal was opened.
	 * @return whether an earlier import did all
	 */
	public boolean isCompleteBefore() {
		return this.completeBefore;
	}

	/**
	 * Return how many lines were done when the journal was opened.
	 * @return the lines
	 */
	public long doneBefore() {
		return this.doneBefore;
	}

	/**
	 * Return how many lines have failed, earlier ones included.
	 * @return the lines
	 */
	public long failed() {
		synchronized (this.lock) {
			return this.failed;
		}
	}

	/**
	 * Return whether a line is done.
	 * @param line its number
	 * @return whether it was accepted or has failed
	 */
	public boolean isDone(long line) {
		synchronized (this.lock) {
			return this.done.contains(Math.toIntExact(line));
		}
	}

	/**
	 * Note that a line was accepted.
	 * @param line its number, at most 2,147,483,647
	 */
	public void accepted(long line) {
		synchronized (this.lock) {
			this.done.add(Math.toIntExact(line));
			this.changed = true;
		}
	}

	/**
	 * Note that a line has failed.
	 * @param line its number
	 * @param json what goes to the file of failed lines
	 * @throws IOException if that cannot be written
	 */
	public void failed(long line, byte[] json) throws IOException {
		synchronized (this.lock) {
			this.failedFile.append(json);
			this.failed++;
			this.done.add(Math.toIntExact(line));
			this.changed = true;
		}
	}

	/**
	 * Bring everything noted so far to the disk. One thread at a time.
	 * @throws IOException if that is not possible
	 */
	public void save() throws IOException {
		save(false, false);
	}

	private void save(boolean complete, boolean always) throws IOException {
		byte[] bytes;
		synchronized (this.lock) {
			if (!this.changed && !always) {
				return;
			}
			this.changed = false;
			long failedBytes = this.failedFile.flush();
			this.done.runOptimize();
			bytes = new Checkpoint(
					new Head(this.identity, this.started.toEpochMilli(), this.failed, failedBytes, complete), this.done)
				.toBytes();
		}
		this.failedFile.sync();
		if (this.checkpoint != null) {
			Checkpoint.write(this.checkpoint, bytes);
		}
	}

	/**
	 * Note that all lines are done. Without failed ones nothing is left to remember.
	 * @param keep whether to remember it even so
	 * @throws IOException if the checkpoint cannot be written or deleted
	 */
	public void complete(boolean keep) throws IOException {
		if (keep || failed() > 0 || this.checkpoint == null) {
			save(true, true);
		}
		else {
			Files.deleteIfExists(this.checkpoint);
		}
	}

	@Override
	public void close() throws IOException {
		synchronized (this.lock) {
			this.failedFile.close();
		}
	}

}
