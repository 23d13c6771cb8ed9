package io.github.customeriospring.template;

import java.util.List;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.operation.Device;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.PersonOperations;
import io.github.customeriospring.operation.RelatedPerson;
import io.github.customeriospring.operation.Relationship;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * People, events, devices and objects: the Track API, blocking.
 * <p>
 * Each method returns when Customer.io has accepted. It throws
 * {@link IllegalArgumentException}, before anything is sent, for what Customer.io would
 * refuse, and a {@link CustomerIoException} if the call was not accepted. The reason of a
 * {@link io.github.customeriospring.CustomerIoNotSentException} is {@code WAIT_TOO_LONG}
 * if nothing left within {@code customerio.call-timeout}, {@code BLOCKED_THREAD} on an
 * event loop and {@code INTERRUPTED} if the thread was interrupted, which it still is
 * then.
 *
 * @since 0.1.0
 * @see ReactiveTrackOperations
 */
public interface TrackOperations {

	/**
	 * Send one operation.
	 * @param operation the operation
	 */
	void send(TrackOperation operation);

	/**
	 * Track an event of a visitor who is not known yet, through version 1 of the Track
	 * API. With the queue, send an event of {@link Identifier#anonymous} instead.
	 * @param anonymousId your id of the visitor, or {@code null} for an event about
	 * nobody
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event, at most 100,000 bytes of JSON
	 */
	void trackAnonymous(@Nullable String anonymousId, String name, Object attributes);

	/**
	 * Create or update a person by id.
	 * @param id the person's id
	 * @param attributes the attributes; a {@code null} value clears one
	 * @see TrackOperation#identify(Identifier, Object)
	 */
	default void identify(String id, Object attributes) {
		identify(Identifier.id(id), attributes);
	}

	/**
	 * Create or update a person.
	 * @param person the person
	 * @param attributes the attributes; a {@code null} value clears one
	 * @see TrackOperation#identify(Identifier, Object)
	 */
	void identify(Identifier person, Object attributes);

	/**
	 * Track an event without data.
	 * @param id the person's id
	 * @param name what was done, at most 100 bytes
	 */
	default void track(String id, String name) {
		send(TrackOperation.event(id, name));
	}

	/**
	 * Track an event.
	 * @param id the person's id
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @see PersonOperations#event(String, Object)
	 */
	default void track(String id, String name, Object attributes) {
		track(Identifier.id(id), name, attributes);
	}

	/**
	 * Track an event.
	 * @param person who did it
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @see PersonOperations#event(String, Object)
	 */
	void track(Identifier person, String name, Object attributes);

	/**
	 * Track a page view.
	 * @param id the person's id
	 * @param name name or URL of the page; a long one is cut
	 * @param attributes data of the view
	 */
	default void page(String id, String name, Object attributes) {
		page(Identifier.id(id), name, attributes);
	}

	/**
	 * Track a page view.
	 * @param person who viewed it
	 * @param name name or URL of the page; a long one is cut
	 * @param attributes data of the view
	 */
	void page(Identifier person, String name, Object attributes);

	/**
	 * Track a screen view of a mobile app, of a person by id.
	 * @param id the person's id
	 * @param name name of the screen; a long one is cut
	 * @param attributes data of the view
	 */
	default void screen(String id, String name, Object attributes) {
		screen(Identifier.id(id), name, attributes);
	}

	/**
	 * Track a screen view of a mobile app.
	 * @param person who viewed it
	 * @param name name of the screen; a long one is cut
	 * @param attributes data of the view
	 */
	void screen(Identifier person, String name, Object attributes);

	/**
	 * Delete a person by id ("destroy" in the official SDKs).
	 * @param id the person's id
	 */
	default void delete(String id) {
		delete(Identifier.id(id));
	}

	/**
	 * Delete a person ("destroy" in the official SDKs).
	 * @param person the person
	 */
	default void delete(Identifier person) {
		send(TrackOperation.person(person).delete());
	}

	/**
	 * Delete a person by id and refuse its data from now on.
	 * @param id the person's id
	 */
	default void suppress(String id) {
		suppress(Identifier.id(id));
	}

	/**
	 * Delete a person and refuse its data from now on.
	 * @param person the person
	 */
	default void suppress(Identifier person) {
		send(TrackOperation.person(person).suppress());
	}

	/**
	 * Accept a suppressed person's data again.
	 * @param person the person
	 */
	default void unsuppress(Identifier person) {
		send(TrackOperation.person(person).unsuppress());
	}

	/**
	 * Merge two people into the first.
	 * @param primary who stays
	 * @param secondary who is merged into the primary and deleted
	 */
	default void merge(Identifier primary, Identifier secondary) {
		send(TrackOperation.person(primary).merge(secondary));
	}

	/**
	 * Add a device to a person or update it.
	 * @param person the person
	 * @param device the device
	 */
	default void addDevice(Identifier person, Device device) {
		send(TrackOperation.person(person).addDevice(device));
	}

	/**
	 * Remove a device from a person.
	 * @param person the person
	 * @param token the device token
	 */
	default void deleteDevice(Identifier person, String token) {
		send(TrackOperation.person(person).deleteDevice(token));
	}

	/**
	 * Relate a person to objects.
	 * @param person the person
	 * @param relationships at least one
	 */
	default void addRelationships(Identifier person, List<Relationship> relationships) {
		send(TrackOperation.person(person).addRelationships(relationships));
	}

	/**
	 * End a person's relationships to objects.
	 * @param person the person
	 * @param objects at least one
	 */
	default void deleteRelationships(Identifier person, List<ObjectIdentifier> objects) {
		send(TrackOperation.person(person).deleteRelationships(objects));
	}

	/**
	 * Create or update an object.
	 * @param object the object
	 * @param attributes its attributes
	 * @param people who is related to it, empty for no change
	 */
	void identifyObject(ObjectIdentifier object, Object attributes, List<RelatedPerson> people);

	/**
	 * Delete an object.
	 * @param object the object
	 */
	default void deleteObject(ObjectIdentifier object) {
		send(TrackOperation.object(object).delete());
	}

}
