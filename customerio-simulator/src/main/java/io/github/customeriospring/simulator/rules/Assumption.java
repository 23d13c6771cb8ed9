package io.github.customeriospring.simulator.rules;

/**
 * Behaviour of the real service that is unknown. The simulator is strict, unless a test
 * assumes the more lenient behaviour.
 *
 * @since 0.1.0
 */
public enum Assumption {

	/**
	 * An operation that identifies a person by id may change an existing e-mail address,
	 * as a setting of the workspace allows. Otherwise only an operation with a
	 * {@code cio_id} may.
	 */
	EMAIL_CHANGES_BY_ID,

	/**
	 * Adding people to a segment that does not exist creates it. Otherwise the request
	 * gets a 400.
	 */
	SEGMENTS_ON_DEMAND,

	/**
	 * A broadcast to people who do not exist is accepted, and they are listed in its
	 * errors. Otherwise the trigger gets a 422.
	 */
	RECIPIENTS_CHECKED_LATER,

	/**
	 * Relationships without valid identifiers are ignored. Otherwise the operation is
	 * invalid.
	 */
	RELATIONSHIPS_UNCHECKED,

	/**
	 * A batch in which every operation is invalid gets a 400 as a whole. Otherwise it
	 * gets a 207 and an error for each operation, as the documentation says.
	 */
	INVALID_BATCH_REFUSED

}
