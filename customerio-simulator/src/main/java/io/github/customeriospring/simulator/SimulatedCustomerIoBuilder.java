package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.http.Credentials;
import io.github.customeriospring.simulator.rules.Assumption;

/**
 * Configures and starts a {@link SimulatedCustomerIo}.
 *
 * @since 0.1.0
 */
public final class SimulatedCustomerIoBuilder {

	private final Map<SimulatedQuota, Settings.Limit> limits = new EnumMap<>(SimulatedQuota.class);

	private int port;

	private boolean retryAfter = true;

	private Duration serviceTime = Duration.ZERO;

	private NetworkDelay network = NetworkDelay.none();

	private Credentials credentials = new Credentials(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY,
			SimulatedCustomerIo.APP_API_KEY);

	private int recordedRequests = 100_000;

	private boolean keepState = true;

	private Set<Assumption> assumptions = Set.of();

	SimulatedCustomerIoBuilder() {
		for (SimulatedQuota quota : SimulatedQuota.values()) {
			this.limits.put(quota, new Settings.Limit(quota.defaultRequests(), quota.defaultWindow()));
		}
	}

	/**
	 * Set the port.
	 * @param port the port; the default is 0, which selects a free one
	 * @return this
	 */
	public SimulatedCustomerIoBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Set the rate limit of a quota. See {@link SimulatedQuota} for the defaults.
	 * @param quota the quota
	 * @param requests the maximum number of requests in any window, 1 to 1,048,576
	 * @param window the length of the window, positive
	 * @return this
	 */
	public SimulatedCustomerIoBuilder limit(SimulatedQuota quota, int requests, Duration window) {
		this.limits.put(quota, new Settings.Limit(requests, window));
		return this;
	}

	/**
	 * Set whether a 429 of the rate limit has {@code Retry-After}: the whole seconds
	 * until the window has room, at least 1.
	 * @param retryAfter by default {@code true}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder retryAfter(boolean retryAfter) {
		this.retryAfter = retryAfter;
		return this;
	}

	/**
	 * Set the time between the arrival of a request and its response.
	 * @param serviceTime the service time, not negative, by default zero
	 * @return this
	 */
	public SimulatedCustomerIoBuilder serviceTime(Duration serviceTime) {
		this.serviceTime = serviceTime;
		return this;
	}

	/**
	 * Set the delay of the network.
	 * @param network the delay, by default {@link NetworkDelay#none()}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder network(NetworkDelay network) {
		this.network = network;
		return this;
	}

	/**
	 * Set the credentials that the simulator accepts.
	 * @param siteId by default {@value SimulatedCustomerIo#SITE_ID}
	 * @param apiKey by default {@value SimulatedCustomerIo#API_KEY}
	 * @param appApiKey by default {@value SimulatedCustomerIo#APP_API_KEY}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder credentials(String siteId, String apiKey, String appApiKey) {
		this.credentials = new Credentials(siteId, apiKey, appApiKey);
		return this;
	}

	/**
	 * Set how many of the most recent requests are recorded. Their bodies are limited to
	 * 64 MB in total.
	 * @param recordedRequests the number of requests, 0 for none, by default 100,000
	 * @return this
	 */
	public SimulatedCustomerIoBuilder recordedRequests(int recordedRequests) {
		this.recordedRequests = recordedRequests;
		return this;
	}

	/**
	 * Set whether people, objects, events and deliveries are kept. If not, they are only
	 * counted, so memory stays small however many there are.
	 * @param keepState by default {@code true}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder keepState(boolean keepState) {
		this.keepState = keepState;
		return this;
	}

	/**
	 * Be less strict where the behaviour of the real service is unknown.
	 * @param assumptions the assumptions, by default none
	 * @return this
	 */
	public SimulatedCustomerIoBuilder assume(Assumption... assumptions) {
		this.assumptions = Set.of(assumptions);
		return this;
	}

	/**
	 * Start the simulator.
	 * @return the running simulator, which the caller must close
	 */
	public SimulatedCustomerIo start() {
		return new SimulatedCustomerIo(new Settings(this.port, this.limits, this.retryAfter, this.serviceTime,
				this.network, this.credentials, this.recordedRequests, this.keepState, this.assumptions));
	}

}
