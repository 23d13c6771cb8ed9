package io.github.customeriospring.benchmarks.server;

import java.time.Duration;

import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;

/**
 * What the simulated server is started with.
 *
 * @param limit Track requests in any second
 * @param service the time between arrival and answer
 * @param latency the fixed delay of the network, one way
 * @param jitter the median of the log-normal delay on top, one way
 * @param sigma the spread of that delay
 * @param retryAfter whether a 429 carries {@code Retry-After}
 * @param recorded how many requests are recorded
 */
public record ServerSettings(int limit, Duration service, Duration latency, Duration jitter, double sigma,
		boolean retryAfter, int recorded) {

	/**
	 * The one in the next room: 20 ms of service and no delay.
	 * @param limit Track requests in any second
	 * @return the settings
	 */
	public static ServerSettings near(int limit) {
		return new ServerSettings(limit, Duration.ofMillis(20), Duration.ZERO, Duration.ZERO, 0, true, 500_000);
	}

	/**
	 * One that answers at once, never refuses and records nothing.
	 * @return the settings
	 */
	public static ServerSettings unlimited() {
		return new ServerSettings(1_000_000, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, true, 0);
	}

	/**
	 * The same server behind another network.
	 * @param latency the fixed delay, one way
	 * @param jitter the median of the log-normal delay on top
	 * @param sigma its spread
	 * @return the settings
	 */
	public ServerSettings behind(Duration latency, Duration jitter, double sigma) {
		return new ServerSettings(this.limit, this.service, latency, jitter, sigma, this.retryAfter, this.recorded);
	}

	/**
	 * The same server, whose 429 does not say when to come again.
	 * @return the settings
	 */
	public ServerSettings withoutRetryAfter() {
		return new ServerSettings(this.limit, this.service, this.latency, this.jitter, this.sigma, false,
				this.recorded);
	}

	String[] toArguments() {
		return new String[] { Integer.toString(this.limit), this.service.toString(), this.latency.toString(),
				this.jitter.toString(), Double.toString(this.sigma), Boolean.toString(this.retryAfter),
				Integer.toString(this.recorded) };
	}

	static ServerSettings parse(String[] arguments) {
		return new ServerSettings(Integer.parseInt(arguments[0]), Duration.parse(arguments[1]),
				Duration.parse(arguments[2]), Duration.parse(arguments[3]), Double.parseDouble(arguments[4]),
				Boolean.parseBoolean(arguments[5]), Integer.parseInt(arguments[6]));
	}

	SimulatedCustomerIo start() {
		return SimulatedCustomerIo.builder()
			.limit(SimulatedQuota.TRACK, this.limit, Duration.ofSeconds(1))
			.serviceTime(this.service)
			.network(NetworkDelay.logNormal(this.latency, this.jitter, this.sigma, 1))
			.retryAfter(this.retryAfter)
			.recordedRequests(this.recorded)
			.keepState(false)
			.start();
	}

}
