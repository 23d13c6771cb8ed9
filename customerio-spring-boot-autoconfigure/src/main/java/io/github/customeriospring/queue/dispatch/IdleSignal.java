package io.github.customeriospring.queue.dispatch;

import java.util.concurrent.CompletableFuture;

/**
 * Tells when all that was handed in knows its outcome.
 */
final class IdleSignal {

	/** Guarded by this. */
	private int open;

	private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

	synchronized void opened() {
		if (this.open++ == 0) {
			this.idle = new CompletableFuture<>();
		}
	}

	void closed(int operations) {
		CompletableFuture<Void> idle;
		synchronized (this) {
			this.open -= operations;
			idle = (this.open == 0) ? this.idle : null;
		}
		if (idle != null) {
			idle.complete(null);
		}
	}

	synchronized CompletableFuture<Void> future() {
		return this.idle.copy();
	}

}
