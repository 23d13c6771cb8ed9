package io.github.customeriospring.benchmarks.server;

/**
 * A request as the server saw it.
 *
 * @param micros when it arrived, after the mark
 * @param status what it was answered with
 * @param call the number of the call it belongs to
 */
public record Arrival(long micros, int status, int call) {

	/**
	 * Whether the limit refused it.
	 * @return whether the status is 429
	 */
	public boolean isRefused() {
		return this.status == 429;
	}

	/**
	 * Whether it took effect.
	 * @return whether the status is a success
	 */
	public boolean isAccepted() {
		return this.status >= 200 && this.status < 300;
	}

	String toLine() {
		return this.micros + " " + this.status + " " + this.call;
	}

	static Arrival parse(String line) {
		String[] parts = line.split(" ");
		return new Arrival(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
	}

}
