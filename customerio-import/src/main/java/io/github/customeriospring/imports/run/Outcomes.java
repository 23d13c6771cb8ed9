package io.github.customeriospring.imports.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.imports.journal.Journal;
import io.github.customeriospring.imports.journal.OpenLines;
import io.github.customeriospring.imports.mapping.FailedLines;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.ImportResult;
import org.jspecify.annotations.Nullable;

/**
 * Notes what becomes of each line.
 */
final class Outcomes {

	/** How many failed lines are told, the others are only in the file. */
	static final int TOLD = 20;

	private final Journal journal;

	private final OpenLines open;

	private final Stop stop;

	private final LongAdder accepted = new LongAdder();

	private final LongAdder failed = new LongAdder();

	/** Guarded by itself. */
	private final List<String> told = new ArrayList<>();

	Outcomes(Journal journal, OpenLines open, Stop stop) {
		this.journal = journal;
		this.open = open;
		this.stop = stop;
	}

	/** A line cannot be sent. */
	void broken(SourceLine line, String error) {
		failed(line, null, error);
	}

	/** The result of an operation, on any thread. */
	void result(ImportResult result) {
		OpenLines.Line line = this.open.remove(result.index());
		CustomerIoException failure = result.failure();
		if (failure == null) {
			this.accepted.increment();
			this.journal.accepted(line.source().number());
		}
		else {
			failed(line.source(), result.operation(), reason(failure));
		}
		this.open.settle(line);
	}

	private void failed(SourceLine line, @Nullable TrackOperation operation, String error) {
		try {
			this.journal.failed(line.number(), FailedLines.toJson(line, operation, error));
		}
		catch (IOException ex) {
			this.stop.because("The file of failed lines cannot be written: " + ex.getMessage());
			return;
		}
		this.failed.increment();
		synchronized (this.told) {
			if (this.told.size() < TOLD) {
				this.told.add("line " + line.number() + ": " + error);
			}
		}
	}

	private static String reason(CustomerIoException failure) {
		String errors = (failure instanceof CustomerIoResponseException response)
				? response.getErrors().stream().map(CustomerIoError::toString).collect(Collectors.joining("; ")) : "";
		return errors.isBlank() ? String.valueOf(failure.getMessage()) : errors;
	}

	long accepted() {
		return this.accepted.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	/** What is wrong with the first lines that have failed. */
	List<String> told() {
		synchronized (this.told) {
			return List.copyOf(this.told);
		}
	}

}
