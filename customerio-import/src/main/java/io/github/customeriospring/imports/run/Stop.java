package io.github.customeriospring.imports.run;

import org.jspecify.annotations.Nullable;

/**
 * Asks an import to read no further and to finish what is under way.
 */
public final class Stop {

	/** Guards the fields below. */
	private final Object lock = new Object();

	private boolean requested;

	private @Nullable String reason;

	private @Nullable Runnable listener;

	/**
	 * Stop the import because of an error; the first one counts.
	 * @param reason what is wrong
	 */
	public void because(String reason) {
		synchronized (this.lock) {
			if (this.reason == null) {
				this.reason = reason;
			}
		}
		request();
	}

	/**
	 * Stop the import because somebody wants it.
	 */
	public void request() {
		Runnable listener;
		synchronized (this.lock) {
			this.requested = true;
			listener = this.listener;
		}
		if (listener != null) {
			listener.run();
		}
	}

	/** Be told, now if it was requested before. */
	void onRequest(Runnable listener) {
		boolean requested;
		synchronized (this.lock) {
			this.listener = listener;
			requested = this.requested;
		}
		if (requested) {
			listener.run();
		}
	}

	boolean isRequested() {
		synchronized (this.lock) {
			return this.requested;
		}
	}

	@Nullable String reason() {
		synchronized (this.lock) {
			return this.reason;
		}
	}

}
