package io.github.customeriospring.simulator.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Validates an operation of the Track API in the format of version 2.
 */
public final class OperationRules {

	private static final Set<String> PERSON_ACTIONS = Set.of("identify", "delete", "event", "screen", "page",
			"add_relationships", "delete_relationships", "add_device", "delete_device", "merge", "suppress",
			"unsuppress");

	private static final Set<String> OBJECT_ACTIONS = Set.of("identify", "identify_anonymous", "delete",
			"add_relationships", "delete_relationships");

	private static final Set<String> DELIVERY_EVENTS = Set.of("opened", "converted", "delivered");

	private static final Set<String> MERGE_TYPES = Set.of("id", "email", "cio_id");

	private static final Set<String> PERSON_TYPES = Set.of("id", "email", "phone", "cio_id");

	// Segment and RudderStack send anonymous_id, but the documentation does not list it
	private static final Set<String> EVENT_TYPES = Set.of("id", "email", "phone", "cio_id", "anonymous_id");

	private static final Set<String> PLATFORMS = Set.of("ios", "android");

	private final Map<String, @Nullable Object> operation;

	private final List<ItemError> errors = new ArrayList<>(0);

	private final boolean checkRelationships;

	private OperationRules(Map<String, @Nullable Object> operation, boolean checkRelationships) {
		this.operation = operation;
		this.checkRelationships = checkRelationships;
	}

	/**
	 * Check an operation.
	 * @param checkRelationships whether each relationship is checked
	 * @return the errors, empty if it is valid
	 */
	public static List<ItemError> check(Map<String, @Nullable Object> operation, boolean checkRelationships) {
		OperationRules rules = new OperationRules(operation, checkRelationships);
		rules.check();
		return rules.errors;
	}

	/**
	 * Check an anonymous event.
	 * @return the errors, empty if it is valid
	 */
	public static List<ItemError> checkAnonymous(Map<String, @Nullable Object> event) {
		OperationRules rules = new OperationRules(event, false);
		if (event.get("identifiers") instanceof Map<?, ?> identifiers && !"".equals(identifiers.get("anonymous_id"))) {
			rules.identifiers("identifiers", Set.of("anonymous_id"));
		}
		rules.timestamp(event.get("timestamp"), "timestamp");
		rules.event();
		return rules.errors;
	}

	private void check() {
		Object type = this.operation.get("type");
		if (type == null) {
			this.errors.add(ItemError.required("type"));
		}
		else if ("person".equals(type)) {
			person();
		}
		else if ("object".equals(type)) {
			object();
		}
		else if ("delivery".equals(type)) {
			delivery();
		}
		else {
			this.errors.add(ItemError.invalid("type", "type must be person, object or delivery"));
		}
	}

	private void person() {
		String action = action(PERSON_ACTIONS);
		if (action == null) {
			return;
		}
		if (action.equals("merge")) {
			identifiers("primary", MERGE_TYPES);
			identifiers("secondary", MERGE_TYPES);
			if (this.operation.get("identifiers") != null) {
				this.errors.add(ItemError.invalid("identifiers", "identifiers are not allowed for merge"));
			}
			return;
		}
		identifiers("identifiers", isEvent(action) ? EVENT_TYPES : PERSON_TYPES);
		timestamp(this.operation.get("timestamp"), "timestamp");
		switch (action) {
			case "identify" -> {
				attributes(true);
				relationships(false, RelationshipRules.OBJECT);
			}
			case "event", "screen", "page" -> event();
			case "add_relationships", "delete_relationships" -> relationships(true, RelationshipRules.OBJECT);
			case "add_device", "delete_device" -> device(action.equals("add_device"));
			default -> {
			}
		}
	}

	private void object() {
		String action = action(OBJECT_ACTIONS);
		if (action == null) {
			return;
		}
		if (!(this.operation.get("identifiers") instanceof Map<?, ?> identifiers)) {
			this.errors.add(ItemError.required("identifiers"));
		}
		else if (identifiers.get("cio_object_id") == null) {
			value(identifiers.get("object_type_id"), "identifiers.object_type_id", Limits.ID_BYTES);
			value(identifiers.get("object_id"), "identifiers.object_id", Limits.ID_BYTES);
		}
		timestamp(this.operation.get("timestamp"), "timestamp");
		attributes(true);
		relationships(action.endsWith("_relationships"),
				action.equals("identify_anonymous") ? RelationshipRules.VISITOR : RelationshipRules.PERSON);
	}

	private void delivery() {
		if (action(Set.of("event")) == null) {
			return;
		}
		identifiers("identifiers", Set.of("id"));
		if (!DELIVERY_EVENTS.contains(String.valueOf(this.operation.get("name")))) {
			this.errors.add(ItemError.invalid("name", "name must be opened, converted or delivered"));
		}
		if (!(this.operation.get("attributes") instanceof Map<?, ?> attributes)
				|| attributes.get("device_token") == null) {
			this.errors.add(ItemError.required("attributes.device_token"));
		}
	}

	private @Nullable String action(Set<String> allowed) {
		Object action = this.operation.get("action");
		if (action == null) {
			this.errors.add(ItemError.required("action"));
			return null;
		}
		if (!(action instanceof String name) || !allowed.contains(name)) {
			this.errors.add(ItemError.invalid("action", "action is not supported for this type"));
			return null;
		}
		return name;
	}

	private void identifiers(String field, Set<String> allowed) {
		if (!(this.operation.get(field) instanceof Map<?, ?> identifiers) || identifiers.isEmpty()) {
			this.errors.add(ItemError.required(field));
			return;
		}
		if (identifiers.size() > 1) {
			this.errors.add(ItemError.invalid(field, "exactly one identifier is allowed"));
			return;
		}
		Map.Entry<?, ?> only = identifiers.entrySet().iterator().next();
		String type = String.valueOf(only.getKey());
		if (!allowed.contains(type)) {
			this.errors.add(ItemError.invalid(field + "." + type, "identifier is not supported"));
			return;
		}
		value(only.getValue(), field + "." + type, Limits.ID_BYTES);
		if (type.equals("email") && String.valueOf(only.getValue()).indexOf('@') < 1) {
			this.errors.add(ItemError.invalid(field + ".email", "email is not valid"));
		}
	}

	private void event() {
		Object name = this.operation.get("name");
		if (!(name instanceof String text) || text.isBlank()) {
			this.errors.add(ItemError.required("name"));
		}
		else if (Limits.isLonger(text.trim(), Limits.EVENT_NAME_BYTES)) {
			this.errors.add(ItemError.invalid("name", "event name cannot be longer than 100 bytes"));
		}
		Object id = this.operation.get("id");
		if (id != null && !(id instanceof String)) {
			this.errors.add(ItemError.invalid("id", "id must be a ULID"));
		}
		attributes(false);
	}

	private void attributes(boolean limited) {
		Object value = this.operation.get("attributes");
		if (value == null) {
			return;
		}
		if (!(value instanceof Map<?, ?> attributes)) {
			this.errors.add(ItemError.invalid("attributes", "attributes must be an object"));
			return;
		}
		if (!limited) {
			return;
		}
		if (attributes.size() > Limits.ATTRIBUTES) {
			this.errors.add(ItemError.invalid("attributes", "cannot have more than 300 attributes"));
		}
		attributes.forEach((name, attribute) -> {
			if (Limits.isLonger(String.valueOf(name), Limits.ATTRIBUTE_NAME_BYTES)) {
				this.errors.add(ItemError.invalid("attributes", "property name cannot be longer than 150 bytes"));
			}
			if (attribute instanceof String text && Limits.isLonger(text, Limits.ATTRIBUTE_VALUE_BYTES)) {
				this.errors
					.add(ItemError.invalid("attributes." + name, "property value cannot be longer than 1000 bytes"));
			}
		});
	}

	private void relationships(boolean required, RelationshipRules rules) {
		Object value = this.operation.get("cio_relationships");
		if (value == null && required) {
			this.errors.add(ItemError.required("cio_relationships"));
		}
		else if (value != null && !(value instanceof List<?>)) {
			this.errors.add(ItemError.invalid("cio_relationships", "cio_relationships must be an array"));
		}
		else if (value instanceof List<?> relationships && this.checkRelationships) {
			rules.check(relationships, this.errors);
		}
	}

	private void device(boolean add) {
		if (!(this.operation.get("device") instanceof Map<?, ?> device)) {
			this.errors.add(ItemError.required("device"));
			return;
		}
		value(device.get("token"), "device.token", Integer.MAX_VALUE);
		if (add) {
			value(device.get("platform"), "device.platform", Integer.MAX_VALUE);
			if (device.get("platform") instanceof String platform && !platform.isEmpty()
					&& !PLATFORMS.contains(platform)) {
				this.errors.add(ItemError.invalid("device.platform", "device.platform must be ios or android"));
			}
			if (device.get("attributes") != null && !(device.get("attributes") instanceof Map<?, ?> attributes
					&& attributes.values().stream().allMatch(String.class::isInstance))) {
				this.errors.add(ItemError.invalid("device.attributes", "device.attributes must be strings"));
			}
		}
		timestamp(device.get("last_used"), "device.last_used");
	}

	private void value(@Nullable Object value, String field, int maxBytes) {
		if (value == null || "".equals(value)) {
			this.errors.add(ItemError.required(field));
		}
		else if (!(value instanceof String || value instanceof Integer || value instanceof Long)) {
			this.errors.add(ItemError.invalid(field, field + " must be a string"));
		}
		else if (Limits.isLonger(value.toString(), maxBytes)) {
			this.errors.add(ItemError.invalid(field, field + " cannot be longer than " + maxBytes + " bytes"));
		}
	}

	private void timestamp(@Nullable Object value, String field) {
		boolean seconds = (value instanceof Integer || value instanceof Long)
				&& ((Number) value).longValue() >= Limits.MIN_TIMESTAMP
				&& ((Number) value).longValue() <= Limits.MAX_TIMESTAMP;
		if (value != null && !seconds) {
			this.errors.add(ItemError.invalid(field, field + " must be a unix timestamp in whole seconds"));
		}
	}

	public static boolean isEvent(String action) {
		return action.equals("event") || action.equals("page") || action.equals("screen");
	}

}
