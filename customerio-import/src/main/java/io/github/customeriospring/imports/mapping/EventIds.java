package io.github.customeriospring.imports.mapping;

import java.time.Instant;

import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;

/**
 * Ids of events that have none in the file. The same line of the same file, imported in
 * the same way, always gets the same id, so that Customer.io drops what comes twice.
 */
final class EventIds {

	private final String seed;

	private final Instant start;

	/**
	 * Create ids.
	 * @param seed names the file and what is made of it
	 * @param start when the import started, for lines that do not say when it happened
	 */
	EventIds(String seed, Instant start) {
		this.seed = seed;
		this.start = start;
	}

	/** The text is part of it, so that another line can never get an id that was used. */
	String id(SourceLine line, Instant timestamp) {
		return TrackOperation.stableId(timestamp, this.seed + '\n' + line.number() + '\n' + line.raw().stripTrailing());
	}

	String id(SourceLine line) {
		return id(line, this.start);
	}

}
