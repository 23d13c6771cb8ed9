package io.github.customeriospring.imports.journal;

import java.io.IOException;
import java.util.function.Consumer;

import io.github.customeriospring.imports.journal.OpenLines.Settled;

/**
 * Saves the journal about once a batch, on a thread of its own, and gives the room of
 * what was saved back.
 */
public final class JournalSaver implements AutoCloseable {

	private static final long MAX_MILLIS = 200;

	private final Journal journal;

	private final OpenLines open;

	private final Consumer<IOException> onError;

	private final Thread thread = new Thread(this::run, "import-journal");

	private volatile boolean closed;

	/**
	 * Start saving.
	 * @param journal what to save
	 * @param open the lines that wait for it
	 * @param onError told if saving fails; it ends then
	 */
	public JournalSaver(Journal journal, OpenLines open, Consumer<IOException> onError) {
		this.journal = journal;
		this.open = open;
		this.onError = onError;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	private void run() {
		try {
			while (!this.closed) {
				Settled settled = this.open.awaitSettled(MAX_MILLIS);
				this.journal.save();
				this.open.release(settled);
			}
		}
		catch (IOException ex) {
			this.onError.accept(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * End saving, after what is under way.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.open.close();
		boolean interrupted = false;
		while (this.thread.isAlive()) {
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
