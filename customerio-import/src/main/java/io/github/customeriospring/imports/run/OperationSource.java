package io.github.customeriospring.imports.run;

import java.io.IOException;

import io.github.customeriospring.imports.journal.Journal;
import io.github.customeriospring.imports.journal.OpenLines;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Reads operations as they are asked for. It ends early rather than with an error, so
 * that what is under way gets its result.
 */
final class OperationSource {

	private final LineSource lines;

	private final LineMapper mapper;

	private final Journal journal;

	private final OpenLines open;

	private final Outcomes outcomes;

	private final Stop stop;

	/** Used by the reading thread only. */
	private long index;

	private volatile boolean atEnd;

	OperationSource(LineSource lines, LineMapper mapper, Journal journal, OpenLines open, Outcomes outcomes,
			Stop stop) {
		this.lines = lines;
		this.mapper = mapper;
		this.journal = journal;
		this.open = open;
		this.outcomes = outcomes;
		this.stop = stop;
	}

	/** The operations, read on a thread that may wait. */
	Flux<TrackOperation> operations() {
		return Flux.<TrackOperation>generate(this::next).subscribeOn(Schedulers.boundedElastic());
	}

	private void next(SynchronousSink<TrackOperation> sink) {
		TrackOperation operation = null;
		try {
			operation = next();
		}
		catch (IOException ex) {
			this.stop.because("The file cannot be read: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.stop.request();
		}
		if (operation != null) {
			sink.next(operation);
		}
		else {
			sink.complete();
		}
	}

	private @Nullable TrackOperation next() throws IOException, InterruptedException {
		while (!this.stop.isRequested()) {
			SourceLine line = this.lines.next();
			if (line == null) {
				this.atEnd = true;
				return null;
			}
			TrackOperation operation = this.journal.isDone(line.number()) ? null : operation(line);
			if (operation != null) {
				return this.open.add(this.index++, line, operation.size()) ? operation : null;
			}
		}
		return null;
	}

	private @Nullable TrackOperation operation(SourceLine line) {
		try {
			return this.mapper.toOperation(line);
		}
		catch (IllegalArgumentException ex) {
			this.outcomes.broken(line, String.valueOf(ex.getMessage()));
			return null;
		}
	}

	/** Whether the whole file was read. */
	boolean isAtEnd() {
		return this.atEnd;
	}

}
