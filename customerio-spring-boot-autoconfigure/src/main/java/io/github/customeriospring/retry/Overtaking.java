package io.github.customeriospring.retry;

import java.util.HashMap;
import java.util.Map;

import io.github.customeriospring.CustomerIoRequest;

/**
 * Tracks which destructive calls were overtaken by a newer change to the same identity.
 * Such a call must not be retried, because it would undo the newer change.
 */
final class Overtaking {

	/** By identity. An entry exists while a destructive call is in flight. */
	private final Map<String, Changes> changes = new HashMap<>();

	private volatile int watched;

	/** Records the first attempt of a change. Call {@link #end} when the call is over. */
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

	/** Whether a newer change to the same identity has been sent. */
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

		/** The number of destructive calls in flight. */
		private int destructive;

		Changes(CustomerIoRequest.Change latest) {
			this.latest = latest;
		}

	}

}
