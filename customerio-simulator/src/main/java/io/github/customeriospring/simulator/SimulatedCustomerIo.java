package io.github.customeriospring.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.customeriospring.simulator.http.HttpFront;
import io.github.customeriospring.simulator.workspace.OperationLog;
import io.github.customeriospring.simulator.workspace.SimulatedDelivery;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import io.github.customeriospring.simulator.workspace.SimulatedObject;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.SimulatedSegment;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * A strict simulation of Customer.io on loopback. It serves the Track API and the App API
 * on a single port.
 * <p>
 * A request arrives when its body is complete and the {@link NetworkDelay} is over. At
 * that moment it passes, in this order: faults before the rate limit, credentials, the
 * rate limit, faults after the rate limit, validation and application. The response is
 * sent after the service time and another network delay. A request in flight arrives even
 * if the client has closed the connection.
 *
 * @since 0.1.0
 */
public final class SimulatedCustomerIo implements AutoCloseable {

	/**
	 * The default site id.
	 */
	public static final String SITE_ID = "simulated-site-id";

	/**
	 * The default key of the Track API.
	 */
	public static final String API_KEY = "simulated-api-key";

	/**
	 * The default key of the App API.
	 */
	public static final String APP_API_KEY = "simulated-app-api-key";

	private final Settings settings;

	private final Workspace workspace;

	private final Router router;

	private final RequestLog log;

	private final Faults faults = new Faults();

	private final Fixtures fixtures;

	private final Gate gate;

	private final HttpFront front;

	private final AtomicBoolean closed = new AtomicBoolean();

	SimulatedCustomerIo(Settings settings) {
		InstantSource clock = InstantSource.system();
		this.settings = settings;
		this.workspace = new Workspace(settings.keepState(), clock, settings.assumptions());
		this.fixtures = new Fixtures(this.workspace.segments());
		this.router = new Router(this.workspace, this.fixtures.store(), clock, this::url);
		this.log = new RequestLog(settings.recordedRequests());
		this.gate = new Gate(settings, this.faults, this.router, this.log, System::nanoTime);
		this.front = new HttpFront(settings.port(), settings.serviceTime(), settings.network()::nextNanos,
				this.gate::arrive);
	}

	/**
	 * Start a simulator with the defaults on a free port.
	 * @return the running simulator, which the caller must close
	 */
	public static SimulatedCustomerIo start() {
		return builder().start();
	}

	/**
	 * Configure a simulator.
	 * @return a builder with the defaults
	 */
	public static SimulatedCustomerIoBuilder builder() {
		return new SimulatedCustomerIoBuilder();
	}

	/**
	 * The base URL, which both APIs share.
	 * @return the URL without a trailing slash
	 */
	public String url() {
		return "http://127.0.0.1:" + port();
	}

	/**
	 * The port.
	 * @return the port
	 */
	public int port() {
		return this.front.port();
	}

	/**
	 * Change the rate limit for future requests. Requests that were accepted before still
	 * count.
	 * @param quota the quota
	 * @param requests the maximum number of requests in any window, 1 to 1,048,576
	 * @param window the length of the window, positive; a new length resets
	 * {@link QuotaStats#mostInAnyWindow()}
	 */
	public void limit(SimulatedQuota quota, int requests, Duration window) {
		this.gate.book(quota).limit(requests, window);
	}

	/**
	 * Change the network delay for future requests and responses.
	 * @param network the delay
	 */
	public void network(NetworkDelay network) {
		this.front.network(network::nextNanos);
	}

	/**
	 * The faults to inject.
	 * @return the faults, to which tests add
	 */
	public Faults faults() {
		return this.faults;
	}

	/**
	 * Take the server down: reset all connections and refuse new ones, for both APIs. The
	 * outage lasts until it is closed, or until {@link #reset()}. The port stays the
	 * same. For an outage of one API only, or one in which the server still responds, see
	 * {@link Faults#outage(SimulatedQuota, Fault)}.
	 * @return the outage, which the caller must close
	 */
	public Outage refuseConnections() {
		this.front.refuseConnections();
		return new Outage("connections refused", this.front::acceptConnections);
	}

	/**
	 * The test data that cannot be created through the API.
	 * @return the fixtures, to which tests add
	 */
	public Fixtures fixtures() {
		return this.fixtures;
	}

	/**
	 * The outcomes of a quota's requests.
	 * @param quota the quota
	 * @return the current counts
	 */
	public QuotaStats stats(SimulatedQuota quota) {
		return this.gate.stats(quota);
	}

	/**
	 * The most recent requests in the order of arrival. Requests that arrive at the same
	 * time are in the order in which they were decided on.
	 * @return a copy
	 */
	public List<RecordedRequest> requests() {
		return this.log.snapshot();
	}

	/**
	 * All people who have not been deleted.
	 * @return a copy, by the value of the identifier with which each person was first
	 * seen; empty if no state is kept
	 */
	public Map<String, SimulatedPerson> people() {
		return this.workspace.people();
	}

	/**
	 * Look up a person by the value of any identifier.
	 * @param identifier an id, e-mail address, {@code cio_id} or phone number
	 * @return the person, even if deleted, or {@code null} if there never was one
	 */
	public @Nullable SimulatedPerson person(String identifier) {
		return this.workspace.person(identifier);
	}

	/**
	 * Look up an object.
	 * @param typeId the object's type
	 * @param id the object's id
	 * @return the object, or {@code null} if there is none
	 */
	public @Nullable SimulatedObject object(String typeId, String id) {
		return this.workspace.object(typeId, id);
	}

	/**
	 * The manual segments.
	 * @return a copy, ordered by id
	 */
	public List<SimulatedSegment> segments() {
		return this.workspace.segments().all();
	}

	/**
	 * The accepted events without duplicates.
	 * @return a copy, empty if no state is kept
	 */
	public List<SimulatedEvent> events() {
		return this.workspace.events();
	}

	/**
	 * The accepted transactional messages.
	 * @return a copy, empty if no state is kept
	 */
	public List<SimulatedDelivery> deliveries() {
		return this.workspace.deliveries();
	}

	/**
	 * The most recent accepted operations of the Track API, at most
	 * {@value OperationLog#CAPACITY}. Operations of version 1 are converted to version 2.
	 * Generated ids and timestamps are ignored when operations are compared.
	 * @return a copy in the order of arrival, empty if no state is kept
	 */
	public List<ReceivedOperation> receivedOperations() {
		return this.workspace.log().recent().stream().map(ReceivedOperation::new).toList();
	}

	/**
	 * Count the events that were ignored because their id had been seen before.
	 * @return the number of duplicates
	 */
	public long duplicateEvents() {
		return this.workspace.log().duplicateEvents();
	}

	/**
	 * Count the accepted operations of the Track API. Each valid item of a batch counts,
	 * including duplicate events.
	 * @return the number of operations
	 */
	public long operations() {
		return this.workspace.log().operations();
	}

	/**
	 * Count the distinct identifiers of people in accepted operations. This also works if
	 * no state is kept.
	 * @return the number of identifiers
	 */
	public int distinctPeople() {
		return this.workspace.log().distinctPeople();
	}

	/**
	 * Return to the initial state: remove all records, data and faults, empty the
	 * windows, and restore the rate limits and the network delay that the simulator was
	 * built with.
	 */
	public void reset() {
		this.faults.clear();
		this.front.acceptConnections();
		this.front.network(this.settings.network()::nextNanos);
		this.settings.limits().forEach((quota, limit) -> this.gate.book(quota).reset(limit.requests(), limit.window()));
		this.log.clear();
		this.router.reset();
		this.fixtures.clear();
		this.workspace.reset();
	}

	/**
	 * Stop the server and close all connections. Closing it again has no effect.
	 */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.front.close();
		}
	}

	/**
	 * Wait until the simulator is closed, or until the thread is interrupted.
	 */
	public void awaitClose() {
		this.front.awaitClose();
	}

}
