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
 * A strict Customer.io on loopback. It serves the paths of the Track API and of the App
 * API on one port.
 * <p>
 * A request arrives when its body is whole and the outward {@link NetworkDelay} is over.
 * In that moment come, in this order: faults before the limit, credentials, the limit,
 * faults behind the limit, validation and application. Then the service time passes, the
 * answer travels back, and is sent. A request that is under way arrives even if its
 * sender has hung up.
 *
 * @since 0.1.0
 */
public final class SimulatedCustomerIo implements AutoCloseable {

	/**
	 * The site id unless others are set.
	 */
	public static final String SITE_ID = "simulated-site-id";

	/**
	 * The key of the Track API unless others are set.
	 */
	public static final String API_KEY = "simulated-api-key";

	/**
	 * The key of the App API unless others are set.
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
	 * Start with the defaults on a free port.
	 * @return the running simulator, to be closed
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
	 * Where it listens; both APIs have this address.
	 * @return the address without a slash at the end
	 */
	public String url() {
		return "http://127.0.0.1:" + port();
	}

	/**
	 * The port it listens on.
	 * @return the port
	 */
	public int port() {
		return this.front.port();
	}

	/**
	 * Change a limit for the requests to come. Those accepted before still count.
	 * @param quota the quota
	 * @param requests the most requests in any window, 1 to 1,048,576
	 * @param window the length of the window, positive; another length starts
	 * {@link QuotaStats#mostInAnyWindow()} anew
	 */
	public void limit(SimulatedQuota quota, int requests, Duration window) {
		this.gate.book(quota).limit(requests, window);
	}

	/**
	 * Change the network for the requests and answers to come.
	 * @param network the delay
	 */
	public void network(NetworkDelay network) {
		this.front.network(network::nextNanos);
	}

	/**
	 * The faults to come.
	 * @return the script to add to
	 */
	public Faults faults() {
		return this.faults;
	}

	/**
	 * Go down: reset all connections and refuse new ones, for both APIs, until the outage
	 * is closed, or until {@link #reset()}. The port stays the same. For one API only, or
	 * a server that still answers, see {@link Faults#outage(SimulatedQuota, Fault)}.
	 * @return the outage, to be closed
	 */
	public Outage refuseConnections() {
		this.front.refuseConnections();
		return new Outage("connections refused", this.front::acceptConnections);
	}

	/**
	 * What tests set up because no call can.
	 * @return the fixtures to add to
	 */
	public Fixtures fixtures() {
		return this.fixtures;
	}

	/**
	 * What happened to the requests of a quota.
	 * @param quota the quota
	 * @return the counts at this moment
	 */
	public QuotaStats stats(SimulatedQuota quota) {
		return this.gate.stats(quota);
	}

	/**
	 * The most recent requests in the order they were decided about, which is that of
	 * arrival but for requests that arrive at the same time.
	 * @return a copy
	 */
	public List<RecordedRequest> requests() {
		return this.log.snapshot();
	}

	/**
	 * The people who are not deleted.
	 * @return a copy, by the identifier's value they were first seen with; empty if no
	 * state is kept
	 */
	public Map<String, SimulatedPerson> people() {
		return this.workspace.people();
	}

	/**
	 * Look up a person by the value of any identifier.
	 * @param identifier an id, e-mail address, {@code cio_id} or phone number
	 * @return the person, deleted or not, or {@code null} if there never was one
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
	 * The accepted events, each id once.
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
	 * The most recent operations of the Track API that were accepted, at most
	 * {@value OperationLog#CAPACITY}, those of version 1 in the shape of version 2. They
	 * compare by what they say, not by the id and time their sender made up.
	 * @return a copy in the order of arrival, empty if no state is kept
	 */
	public List<ReceivedOperation> receivedOperations() {
		return this.workspace.log().recent().stream().map(ReceivedOperation::new).toList();
	}

	/**
	 * Count the events ignored because their id was known.
	 * @return the number of duplicates
	 */
	public long duplicateEvents() {
		return this.workspace.log().duplicateEvents();
	}

	/**
	 * Count the accepted operations of the Track API: a batch counts its valid items,
	 * duplicate events included.
	 * @return the number of operations
	 */
	public long operations() {
		return this.workspace.log().operations();
	}

	/**
	 * Count the different identifiers of people that accepted operations named. It works
	 * without kept state too.
	 * @return the number of identifiers
	 */
	public int distinctPeople() {
		return this.workspace.log().distinctPeople();
	}

	/**
	 * Forget everything that was recorded, applied and scripted, empty the windows, and
	 * return to the limits and the network the simulator was built with.
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
	 * Stop listening and close all connections. Closing again does nothing.
	 */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.front.close();
		}
	}

	/**
	 * Wait until somebody else closes it, or until the thread is interrupted.
	 */
	public void awaitClose() {
		this.front.awaitClose();
	}

}
