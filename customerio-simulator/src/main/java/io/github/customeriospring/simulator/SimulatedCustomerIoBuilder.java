package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.http.Credentials;
import io.github.customeriospring.simulator.rules.Assumption;

/**
 * Configures a {@link SimulatedCustomerIo}.
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
	 * Listen on this port.
	 * @param port the port; 0, the default, takes a free one
	 * @return this
	 */
	public SimulatedCustomerIoBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Set the limit of a quota; the defaults are those of {@link SimulatedQuota}.
	 * @param quota the quota
	 * @param requests the most requests in any window, 1 to 1,048,576
	 * @param window the length of the window, positive
	 * @return this
	 */
	public SimulatedCustomerIoBuilder limit(SimulatedQuota quota, int requests, Duration window) {
		this.limits.put(quota, new Settings.Limit(requests, window));
		return this;
	}

	/**
	 * Whether a 429 of a limit carries {@code Retry-After}, in whole seconds until the
	 * window has room, at least 1.
	 * @param retryAfter by default {@code true}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder retryAfter(boolean retryAfter) {
		this.retryAfter = retryAfter;
		return this;
	}

	/**
	 * Let this time pass between a request's arrival and its answer.
	 * @param serviceTime not negative, by default zero
	 * @return this
	 */
	public SimulatedCustomerIoBuilder serviceTime(Duration serviceTime) {
		this.serviceTime = serviceTime;
		return this;
	}

	/**
	 * Let requests and answers travel.
	 * @param network by default {@link NetworkDelay#none()}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder network(NetworkDelay network) {
		this.network = network;
		return this;
	}

	/**
	 * Set who may come in.
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
	 * How many of the most recent requests are kept, within 64 MB of bodies.
	 * @param recordedRequests 0 keeps none, by default 100,000
	 * @return this
	 */
	public SimulatedCustomerIoBuilder recordedRequests(int recordedRequests) {
		this.recordedRequests = recordedRequests;
		return this;
	}

	/**
	 * Whether people, objects, events and deliveries are kept. Without, memory stays
	 * small however many come, and they are only counted.
	 * @param keepState by default {@code true}
	 * @return this
	 */
	public SimulatedCustomerIoBuilder keepState(boolean keepState) {
		this.keepState = keepState;
		return this;
	}

	/**
	 * Be less strict where nobody has shown what the real service does.
	 * @param assumptions in which ways, by default none
	 * @return this
	 */
	public SimulatedCustomerIoBuilder assume(Assumption... assumptions) {
		this.assumptions = Set.of(assumptions);
		return this;
	}

	/**
	 * Start the simulator.
	 * @return the running simulator, to be closed
	 */
	public SimulatedCustomerIo start() {
		return new SimulatedCustomerIo(new Settings(this.port, this.limits, this.retryAfter, this.serviceTime,
				this.network, this.credentials, this.recordedRequests, this.keepState, this.assumptions));
	}

}
