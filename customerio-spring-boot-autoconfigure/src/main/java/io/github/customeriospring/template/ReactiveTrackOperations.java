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
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;

/**
 * People, events, devices and objects: the Track API, reactive.
 * <p>
 * Each method checks its input at once and throws {@link IllegalArgumentException} for
 * what Customer.io would refuse. The returned {@code Mono} sends nothing before it is
 * subscribed, completes when Customer.io accepted, and otherwise fails with a
 * {@link CustomerIoException}. Subscribing twice sends the same operation twice, which
 * Customer.io recognises by its id.
 *
 * @since 0.1.0
 * @see TrackOperations
 */
@CheckReturnValue
public interface ReactiveTrackOperations {

	/**
	 * Send one operation.
	 * @param operation the operation
	 * @return completes when it was accepted
	 */
	Mono<Void> send(TrackOperation operation);

	/**
	 * Track an event of somebody who is not known yet, through version 1 of the Track
	 * API. Through the queue, send an event of {@link Identifier#anonymous} instead.
	 * @param anonymousId your id of the visitor, or {@code null} for an event about
	 * nobody
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event, at most 100,000 bytes of JSON
	 * @return completes when it was accepted
	 */
	Mono<Void> trackAnonymous(@Nullable String anonymousId, String name, Object attributes);

	/**
	 * Create or update a person by id.
	 * @param id the person's id
	 * @param attributes what is known of it; a {@code null} value clears an attribute
	 * @return completes when it was accepted
	 * @see TrackOperation#identify(Identifier, Object)
	 */
	default Mono<Void> identify(String id, Object attributes) {
		return identify(Identifier.id(id), attributes);
	}

	/**
	 * Create or update a person.
	 * @param person the person
	 * @param attributes what is known of it; a {@code null} value clears an attribute
	 * @return completes when it was accepted
	 * @see TrackOperation#identify(Identifier, Object)
	 */
	Mono<Void> identify(Identifier person, Object attributes);

	/**
	 * Track an event without data of a person by id.
	 * @param id the person's id
	 * @param name what was done, at most 100 bytes
	 * @return completes when it was accepted
	 */
	default Mono<Void> track(String id, String name) {
		return send(TrackOperation.event(id, name));
	}

	/**
	 * Track an event of a person by id.
	 * @param id the person's id
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @return completes when it was accepted
	 * @see PersonOperations#event(String, Object)
	 */
	default Mono<Void> track(String id, String name, Object attributes) {
		return track(Identifier.id(id), name, attributes);
	}

	/**
	 * Track an event.
	 * @param person who did it
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @return completes when it was accepted
	 * @see PersonOperations#event(String, Object)
	 */
	Mono<Void> track(Identifier person, String name, Object attributes);

	/**
	 * Track a page view of a person by id.
	 * @param id the person's id
	 * @param name name or URL of the page; a long one is cut
	 * @param attributes data of the view
	 * @return completes when it was accepted
	 */
	default Mono<Void> page(String id, String name, Object attributes) {
		return page(Identifier.id(id), name, attributes);
	}

	/**
	 * Track a page view.
	 * @param person who viewed it
	 * @param name name or URL of the page; a long one is cut
	 * @param attributes data of the view
	 * @return completes when it was accepted
	 */
	Mono<Void> page(Identifier person, String name, Object attributes);

	/**
	 * Track a screen view of a mobile app, of a person by id.
	 * @param id the person's id
	 * @param name name of the screen; a long one is cut
	 * @param attributes data of the view
	 * @return completes when it was accepted
	 */
	default Mono<Void> screen(String id, String name, Object attributes) {
		return screen(Identifier.id(id), name, attributes);
	}

	/**
	 * Track a screen view of a mobile app.
	 * @param person who viewed it
	 * @param name name of the screen; a long one is cut
	 * @param attributes data of the view
	 * @return completes when it was accepted
	 */
	Mono<Void> screen(Identifier person, String name, Object attributes);

	/**
	 * Delete a person by id ("destroy" in the official SDKs).
	 * @param id the person's id
	 * @return completes when it was accepted
	 */
	default Mono<Void> delete(String id) {
		return delete(Identifier.id(id));
	}

	/**
	 * Delete a person ("destroy" in the official SDKs).
	 * @param person the person
	 * @return completes when it was accepted
	 */
	default Mono<Void> delete(Identifier person) {
		return send(TrackOperation.person(person).delete());
	}

	/**
	 * Delete a person by id and refuse its data from now on.
	 * @param id the person's id
	 * @return completes when it was accepted
	 */
	default Mono<Void> suppress(String id) {
		return suppress(Identifier.id(id));
	}

	/**
	 * Delete a person and refuse its data from now on.
	 * @param person the person
	 * @return completes when it was accepted
	 */
	default Mono<Void> suppress(Identifier person) {
		return send(TrackOperation.person(person).suppress());
	}

	/**
	 * Accept a suppressed person's data again.
	 * @param person the person
	 * @return completes when it was accepted
	 */
	default Mono<Void> unsuppress(Identifier person) {
		return send(TrackOperation.person(person).unsuppress());
	}

	/**
	 * Merge two people into the first.
	 * @param primary who stays
	 * @param secondary who is merged into the primary and deleted
	 * @return completes when it was accepted
	 */
	default Mono<Void> merge(Identifier primary, Identifier secondary) {
		return send(TrackOperation.person(primary).merge(secondary));
	}

	/**
	 * Add a device to a person or update it.
	 * @param person the person
	 * @param device the device
	 * @return completes when it was accepted
	 */
	default Mono<Void> addDevice(Identifier person, Device device) {
		return send(TrackOperation.person(person).addDevice(device));
	}

	/**
	 * Remove a device from a person.
	 * @param person the person
	 * @param token the device token
	 * @return completes when it was accepted
	 */
	default Mono<Void> deleteDevice(Identifier person, String token) {
		return send(TrackOperation.person(person).deleteDevice(token));
	}

	/**
	 * Relate a person to objects.
	 * @param person the person
	 * @param relationships at least one
	 * @return completes when it was accepted
	 */
	default Mono<Void> addRelationships(Identifier person, List<Relationship> relationships) {
		return send(TrackOperation.person(person).addRelationships(relationships));
	}

	/**
	 * End a person's relationships to objects.
	 * @param person the person
	 * @param objects at least one
	 * @return completes when it was accepted
	 */
	default Mono<Void> deleteRelationships(Identifier person, List<ObjectIdentifier> objects) {
		return send(TrackOperation.person(person).deleteRelationships(objects));
	}

	/**
	 * Create or update an object.
	 * @param object the object
	 * @param attributes its attributes
	 * @param people who is related to it, empty for no change
	 * @return completes when it was accepted
	 */
	Mono<Void> identifyObject(ObjectIdentifier object, Object attributes, List<RelatedPerson> people);

	/**
	 * Delete an object.
	 * @param object the object
	 * @return completes when it was accepted
	 */
	default Mono<Void> deleteObject(ObjectIdentifier object) {
		return send(TrackOperation.object(object).delete());
	}

}
