package io.github.customeriospring.imports.journal;

import java.util.HashMap;
import java.util.Map;

import io.github.customeriospring.imports.reading.SourceLine;

/**
 * The lines between being read and being saved as done. There are only so many of them,
 * which bounds both the memory and what comes twice after the import was killed.
 */
public final class OpenLines {

	private final int batchLines;

	private final int maxLines;

	private final long maxBytes;

	/** Guarded by this, like the fields below. */
	private final Map<Long, Line> open = new HashMap<>();

	private int lines;

	private long bytes;

	private Settled settled = new Settled(0, 0);

	private boolean closed;

	/**
	 * Create a bound.
	 * @param batches how many batches are under way at the same time; as many are the
	 * most that is not saved
	 * @param batchLines most lines in a batch
	 * @param batchBytes most bytes in a batch
	 */
	public OpenLines(int batches, int batchLines, long batchBytes) {
		this.batchLines = batchLines;
		this.maxLines = batches * batchLines;
		// one more, lest a batch that is not quite full waits for a line that has no room
		this.maxBytes = (batches + 1) * batchBytes;
	}

	/**
	 * Wait for room and take it.
	 * @param index which operation the line becomes
	 * @param line the line
	 * @param size the bytes of the operation
	 * @return whether there is room; not if this was closed
	 * @throws InterruptedException if the thread was interrupted
	 */
	public synchronized boolean add(long index, SourceLine line, int size) throws InterruptedException {
		while (!this.closed && this.lines > 0 && (this.lines >= this.maxLines || this.bytes + size > this.maxBytes)) {
			wait();
		}
		if (!this.closed) {
			this.lines++;
			this.bytes += size;
			this.open.put(index, new Line(line, size));
		}
		return !this.closed;
	}

	/**
	 * Take out the line that became an operation. It keeps its room until it is released.
	 * @param index which operation
	 * @return the line
	 */
	public synchronized Line remove(long index) {
		Line line = this.open.remove(index);
		if (line == null) {
			throw new IllegalStateException("Nothing is known of operation " + index);
		}
		return line;
	}

	/**
	 * Note that a line is done, so that saving it gives its room back.
	 * @param line the line
	 */
	public synchronized void settle(Line line) {
		this.settled = new Settled(this.settled.lines + 1, this.settled.bytes + line.size);
		// wakes who saves once a batch; waking for each line would cost more than saving
		if (this.settled.lines >= this.batchLines || this.settled.lines == this.lines) {
			notifyAll();
		}
	}

	/**
	 * Wait until saving is worth it.
	 * @param millis how long at most
	 * @return what can be released once everything noted by now is saved
	 * @throws InterruptedException if the thread was interrupted
	 */
	public synchronized Settled awaitSettled(long millis) throws InterruptedException {
		if (this.settled.lines < this.batchLines) {
			wait(millis);
		}
		Settled result = this.settled;
		this.settled = new Settled(0, 0);
		return result;
	}

	/**
	 * Give back the room of lines that were saved.
	 * @param saved the lines
	 */
	public synchronized void release(Settled saved) {
		this.lines -= saved.lines;
		this.bytes -= saved.bytes;
		notifyAll();
	}

	/**
	 * Take no more lines.
	 */
	public synchronized void close() {
		this.closed = true;
		notifyAll();
	}

	/**
	 * A line and the size of what it became.
	 *
	 * @param source the line
	 * @param size the bytes of the operation
	 */
	public record Line(SourceLine source, int size) {

	}

	/**
	 * Lines that are done but not saved.
	 *
	 * @param lines how many
	 * @param bytes the bytes of their operations
	 */
	public record Settled(int lines, long bytes) {

	}

}
