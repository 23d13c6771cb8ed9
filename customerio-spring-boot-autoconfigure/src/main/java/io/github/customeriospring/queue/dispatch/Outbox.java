package io.github.customeriospring.queue.dispatch;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is to be told once the lock is released. Not thread-safe.
 */
final class Outbox {

	private static final Outbox EMPTY = new Outbox();

	private final List<QueuedOperation> entered = new ArrayList<>(0);

	private final List<QueuedOperation> settled = new ArrayList<>(0);

	private final List<Runnable> logLines = new ArrayList<>(0);

	void entered(QueuedOperation operation) {
		this.entered.add(operation);
	}

	void settled(QueuedOperation operation) {
		this.settled.add(operation);
	}

	void logLine(@Nullable Runnable line) {
		if (line != null) {
			this.logLines.add(line);
		}
	}

	/**
	 * Takes all out. Costs next to nothing if there is none, as it is asked for often.
	 */
	Outbox takeAll() {
		if (this.entered.isEmpty() && this.settled.isEmpty() && this.logLines.isEmpty()) {
			return EMPTY;
		}
		Outbox all = new Outbox();
		all.entered.addAll(this.entered);
		all.settled.addAll(this.settled);
		all.logLines.addAll(this.logLines);
		this.entered.clear();
		this.settled.clear();
		this.logLines.clear();
		return all;
	}

	void deliver(OutcomeNotifier notifier) {
		notifier.entered(this.entered);
		notifier.settled(this.settled);
		this.logLines.forEach(Runnable::run);
	}

}
