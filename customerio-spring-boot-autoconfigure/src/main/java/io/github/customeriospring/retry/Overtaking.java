package io.github.customeriospring.retry;

import java.util.HashMap;
import java.util.Map;

import io.github.customeriospring.CustomerIoRequest;

/**
 * Knows which calls that take something away were overtaken by a newer change of the same
 * identity. Such a call must not be repeated: it would destroy what the newer one
 * brought.
 */
final class Overtaking {

	/** By identity, there while a call is under way that takes something away. */
	private final Map<String, Changes> changes = new HashMap<>();

	private volatile int watched;

	/** A change goes out for the first time. Forget it with {@link #end}. */
	void start(CustomerIoRequest.Change change) {
		if (this.watched == 0 && !change.destructive()) {
			return;
		}
		synchronized (this.changes) {
			for (String subject : change.subjects()) {
				Changes known = change.destructive()
						? this.changes.computeIfAbsent(subject, (key) -> new Changes(change))
						: this.changes.get(subject);
				if (known != null) {
					known.latest = change;
					known.destructive += change.destructive() ? 1 : 0;
				}
			}
			this.watched = this.changes.size();
		}
	}

	/** Whether a newer change of the same identity went out. */
	boolean isOvertaken(CustomerIoRequest.Change change) {
		if (!change.destructive()) {
			return false;
		}
		synchronized (this.changes) {
			return change.subjects()
				.stream()
				.map(this.changes::get)
				.anyMatch((it) -> it == null || it.latest != change);
		}
	}

	void end(CustomerIoRequest.Change change) {
		if (!change.destructive()) {
			return;
		}
		synchronized (this.changes) {
			for (String subject : change.subjects()) {
				this.changes.computeIfPresent(subject, (key, known) -> (--known.destructive == 0) ? null : known);
			}
			this.watched = this.changes.size();
		}
	}

	private static final class Changes {

		private CustomerIoRequest.Change latest;

		/** How many such calls are under way. */
		private int destructive;

		Changes(CustomerIoRequest.Change latest) {
			this.latest = latest;
		}

	}

}
