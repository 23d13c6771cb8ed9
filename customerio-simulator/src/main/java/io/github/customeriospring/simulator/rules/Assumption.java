package io.github.customeriospring.simulator.rules;

/**
 * What nobody has shown of the real service. The simulator takes the stricter answer
 * unless a test assumes the other one.
 *
 * @since 0.1.0
 */
public enum Assumption {

	/**
	 * An operation that names a person by id may change an e-mail address that is set, as
	 * a setting of the workspace allows. Otherwise only one by {@code cio_id} may.
	 */
	EMAIL_CHANGES_BY_ID,

	/**
	 * A segment that nobody has created comes into being when people are added. Otherwise
	 * the request gets 400.
	 */
	SEGMENTS_ON_DEMAND,

	/**
	 * A broadcast to people who do not exist is accepted, and they are found in its
	 * errors. Otherwise the trigger gets 422.
	 */
	RECIPIENTS_CHECKED_LATER,

	/**
	 * Relationships without proper identifiers are ignored. Otherwise the operation is
	 * invalid.
	 */
	RELATIONSHIPS_UNCHECKED,

	/**
	 * A batch in which every operation is invalid gets 400 as a whole. Otherwise it gets
	 * 207 and an error for each, as the documentation reads.
	 */
	INVALID_BATCH_REFUSED

}
