package io.github.customeriospring.imports.run;

import java.util.Locale;

/**
 * Counts the requests that operations would take.
 */
public final class RequestCounter {

	private final int batchLines;

	private final long batchBytes;

	private final int rate;

	private long requests;

	private int lines;

	private long bytes;

	private long totalBytes;

	/**
	 * Create a counter.
	 * @param batchLines most operations in a request
	 * @param batchBytes most bytes of them
	 * @param rate most requests in a second
	 */
	public RequestCounter(int batchLines, long batchBytes, int rate) {
		this.batchLines = batchLines;
		this.batchBytes = batchBytes;
		this.rate = rate;
	}

	void add(int size) {
		if (this.lines == 0 || this.lines == this.batchLines || this.bytes + size + 1 > this.batchBytes) {
			this.requests++;
			this.lines = 0;
			this.bytes = 0;
		}
		this.lines++;
		this.bytes += size + 1;
		this.totalBytes += size;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT,
				"The import would make %,d requests with %,d bytes, at most %d in a second: " + "about %,d s",
				this.requests, this.totalBytes, this.rate, Math.max(1, this.requests / this.rate));
	}

}
