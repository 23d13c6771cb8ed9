package io.github.customeriospring.simulator.workspace;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.rules.Assumption;
import io.github.customeriospring.simulator.rules.ItemError;
import io.github.customeriospring.simulator.rules.OperationRules;
import org.jspecify.annotations.Nullable;

/**
 * The data of a workspace. Only operations in the format of the Track API's version 2
 * change it.
 *
 * @since 0.1.0
 */
public final class Workspace {

	private final boolean keepState;

	private final InstantSource clock;

	private final Set<Assumption> assumptions;

	private final SegmentStore segments = new SegmentStore();

	// guards all following fields
	private final Object lock = new Object();

	private final List<SimulatedDelivery> deliveries = new ArrayList<>();

	private final OperationLog log;

	private State state;

	private long lastDelivery;

	/**
	 * Create an empty workspace.
	 * @param keepState whether people, objects, events and deliveries are kept, or only
	 * counted
	 * @param clock the clock for operations without a timestamp
	 * @param assumptions the assumptions under which the simulator is less strict
	 */
	public Workspace(boolean keepState, InstantSource clock, Set<Assumption> assumptions) {
		this.keepState = keepState;
		this.clock = clock;
		this.assumptions = Set.copyOf(assumptions);
		this.log = new OperationLog(keepState);
		this.state = newState();
	}

	private State newState() {
		return new State(this.segments, this.clock, assumes(Assumption.EMAIL_CHANGES_BY_ID));
	}

	/**
	 * Whether an assumption is made.
	 * @param assumption the assumption
	 * @return whether it is made
	 */
	public boolean assumes(Assumption assumption) {
		return this.assumptions.contains(assumption);
	}

	/**
	 * Whether people and objects are kept, or only counted.
	 * @return whether they are kept
	 */
	public boolean keepsState() {
		return this.keepState;
	}

	/**
	 * Check an operation and, if it is valid, apply it.
	 * @param operation the operation, which must not change afterwards
	 * @return the errors, empty if it was applied
	 */
	public List<ItemError> submit(Map<String, @Nullable Object> operation) {
		List<ItemError> errors = OperationRules.check(operation, !assumes(Assumption.RELATIONSHIPS_UNCHECKED));
		if (errors.isEmpty()) {
			synchronized (this.lock) {
				this.log.accepted(operation);
				apply(operation);
			}
		}
		return errors;
	}

	/**
	 * Check an anonymous event and, if it is valid, record it.
	 * @param event the event, which must not change afterwards
	 * @return the errors, empty if it was recorded
	 */
	public List<ItemError> submitAnonymous(Map<String, @Nullable Object> event) {
		List<ItemError> errors = OperationRules.checkAnonymous(event);
		if (errors.isEmpty()) {
			synchronized (this.lock) {
				this.log.accepted(event);
				event(event, String.valueOf(event.get("action")), null);
			}
		}
		return errors;
	}

	/**
	 * Accept a transactional message. An unknown person is created.
	 * @param channel the kind of message
	 * @param person the recipient
	 * @param request the body of the request
	 * @return the id of the delivery
	 */
	public String deliver(String channel, PersonKey person, Map<String, @Nullable Object> request) {
		synchronized (this.lock) {
			String deliveryId = "SIM%010d".formatted(++this.lastDelivery);
			if (this.keepState) {
				this.state.people.obtain(person);
				this.deliveries.add(new SimulatedDelivery(deliveryId, channel, person.toString(),
						this.clock.instant().getEpochSecond(), request));
			}
			return deliveryId;
		}
	}

	private void apply(Map<String, @Nullable Object> operation) {
		String action = String.valueOf(operation.get("action"));
		Object type = operation.get("type");
		if ("person".equals(type)) {
			applyToPerson(operation, action);
		}
		else if ("object".equals(type) && this.keepState) {
			this.state.object(operation, action);
		}
	}

	private void applyToPerson(Map<String, @Nullable Object> operation, String action) {
		if (action.equals("merge")) {
			if (this.keepState) {
				this.state.merge(PersonKey.ofValid(operation.get("primary")),
						PersonKey.ofValid(operation.get("secondary")));
			}
			return;
		}
		PersonKey identifier = PersonKey.ofValid(operation.get("identifiers"));
		boolean anonymous = identifier != null && identifier.type().equals("anonymous_id");
		if (identifier != null && !anonymous) {
			this.log.named(identifier);
		}
		if (OperationRules.isEvent(action)) {
			event(operation, action, anonymous ? null : identifier);
		}
		else if (this.keepState && identifier != null) {
			this.state.change(operation, action, identifier);
		}
	}

	/**
	 * Add people to a segment, or remove them. People who do not exist are ignored.
	 * @param id the segment's id
	 * @param people the people
	 * @param add whether to add or to remove them
	 */
	public void changeSegment(int id, List<PersonKey> people, boolean add) {
		synchronized (this.lock) {
			this.state.changeSegment(id, people, add);
		}
	}

	private void event(Map<String, @Nullable Object> operation, String action, @Nullable PersonKey identifier) {
		if (operation.get("id") instanceof String id && !id.isEmpty() && this.log.isDuplicate(id)) {
			return;
		}
		if (this.keepState) {
			this.state.event(operation, action, identifier);
		}
	}

	/**
	 * Look up a person by the value of any identifier: first as an id, then as an e-mail
	 * address, a {@code cio_id} and a phone number.
	 * @param value the value of the identifier
	 * @return the person, even if deleted, or {@code null} if there never was one
	 */
	public @Nullable SimulatedPerson person(String value) {
		synchronized (this.lock) {
			Person person = this.state.people.find(value);
			return (person != null) ? person.snapshot() : null;
		}
	}

	/**
	 * Look up a person by an identifier.
	 * @param identifier the identifier
	 * @return the person, even if deleted, or {@code null} if there never was one
	 */
	public @Nullable SimulatedPerson person(PersonKey identifier) {
		synchronized (this.lock) {
			Person person = this.state.people.find(identifier);
			return (person != null) ? person.snapshot() : null;
		}
	}

	/**
	 * List all people who have not been deleted.
	 * @return the people, by the value of the identifier with which each was first seen
	 */
	public Map<String, SimulatedPerson> people() {
		synchronized (this.lock) {
			return Collections.unmodifiableMap(this.state.people.snapshot());
		}
	}

	/**
	 * Look up an object.
	 * @param typeId the object's type
	 * @param id the object's id
	 * @return the object, or {@code null} if there is none
	 */
	public @Nullable SimulatedObject object(String typeId, String id) {
		synchronized (this.lock) {
			return this.state.objects.snapshot(typeId, id);
		}
	}

	/**
	 * The log of accepted operations.
	 * @return the log
	 */
	public OperationLog log() {
		return this.log;
	}

	/**
	 * The manual segments.
	 * @return the segments
	 */
	public SegmentStore segments() {
		return this.segments;
	}

	/**
	 * List the accepted events in the order of arrival, without duplicates.
	 * @return a copy, empty if no state is kept
	 */
	public List<SimulatedEvent> events() {
		synchronized (this.lock) {
			return List.copyOf(this.state.events);
		}
	}

	/**
	 * List the accepted transactional messages in the order of arrival.
	 * @return a copy, empty if no state is kept
	 */
	public List<SimulatedDelivery> deliveries() {
		synchronized (this.lock) {
			return List.copyOf(this.deliveries);
		}
	}

	/**
	 * Remove all data.
	 */
	public void reset() {
		this.segments.clear();
		synchronized (this.lock) {
			this.state = newState();
			this.log.clear();
			this.deliveries.clear();
		}
	}

}
