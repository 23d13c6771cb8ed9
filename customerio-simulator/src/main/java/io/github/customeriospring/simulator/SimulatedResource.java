package io.github.customeriospring.simulator;

/**
 * What is made in the user interface of Customer.io and only read by the App API.
 *
 * @since 0.1.0
 */
public enum SimulatedResource {

	/**
	 * An API-triggered broadcast: {@code /v1/broadcasts}.
	 */
	BROADCAST("broadcasts", "broadcasts", "broadcast"),

	/**
	 * A campaign: {@code /v1/campaigns}.
	 */
	CAMPAIGN("campaigns", "campaigns", "campaign"),

	/**
	 * A newsletter: {@code /v1/newsletters}.
	 */
	NEWSLETTER("newsletters", "newsletters", "newsletter"),

	/**
	 * A sender identity: {@code /v1/sender_identities}.
	 */
	SENDER_IDENTITY("sender_identities", "sender_identities", "sender_identity"),

	/**
	 * A template of transactional messages: {@code /v1/transactional}.
	 */
	TRANSACTIONAL_MESSAGE("transactional", "messages", "message");

	private final String path;

	private final String listName;

	private final String itemName;

	SimulatedResource(String path, String listName, String itemName) {
		this.path = path;
		this.listName = listName;
		this.itemName = itemName;
	}

	String path() {
		return this.path;
	}

	/**
	 * The field of an answer that holds many.
	 */
	String listName() {
		return this.listName;
	}

	/**
	 * The field of an answer that holds one.
	 */
	String itemName() {
		return this.itemName;
	}

	/**
	 * The field of a message that tells by which of these it was sent.
	 */
	String idField() {
		return (this == TRANSACTIONAL_MESSAGE) ? "transactional_message_id" : this.itemName + "_id";
	}

}
