package io.github.customeriospring.operation;

import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds of operations, with their type and action in the Track API.
 */
enum OperationKind {

	IDENTIFY("person", "identify", false),

	DELETE("person", "delete", true),

	SUPPRESS("person", "suppress", true),

	UNSUPPRESS("person", "unsuppress", false),

	/** A repeated merge would swallow whoever has used the secondary's id since. */
	MERGE("person", "merge", true),

	EVENT("person", "event", false),

	PAGE("person", "page", false),

	SCREEN("person", "screen", false),

	ADD_DEVICE("person", "add_device", false),

	DELETE_DEVICE("person", "delete_device", true),

	ADD_RELATIONSHIPS("person", "add_relationships", false),

	DELETE_RELATIONSHIPS("person", "delete_relationships", true),

	IDENTIFY_OBJECT("object", "identify", false),

	DELETE_OBJECT("object", "delete", true),

	ADD_PEOPLE("object", "add_relationships", false),

	REMOVE_PEOPLE("object", "delete_relationships", true);

	private final String type;

	private final String action;

	private final String label;

	private final boolean destructive;

	OperationKind(String type, String action, boolean destructive) {
		this.type = type;
		this.action = action;
		this.label = type + " " + action;
		this.destructive = destructive;
	}

	ObjectNode begin() {
		return Attributes.MAPPER.createObjectNode().put("type", this.type).put("action", this.action);
	}

	String type() {
		return this.type;
	}

	String action() {
		return this.action;
	}

	/** The name of the kind in logs, meters and errors. */
	String label() {
		return this.label;
	}

	boolean isDestructive() {
		return this.destructive;
	}

}
