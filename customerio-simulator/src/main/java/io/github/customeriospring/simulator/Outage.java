package io.github.customeriospring.simulator;

/**
 * A fault that strikes every matching request from its creation until it is closed.
 * Closing it again has no effect.
 *
 * @since 0.1.0
 */
public final class Outage implements AutoCloseable {

	private final String description;

	private final Runnable end;

	Outage(String description, Runnable end) {
		this.description = description;
		this.end = end;
	}

	/**
	 * End the outage: requests that arrive from now on are served.
	 */
	@Override
	public void close() {
		this.end.run();
	}

	@Override
	public String toString() {
		return this.description;
	}

}
