package io.github.customeriospring.simulator.rules;

/**
 * An error that makes an operation invalid.
 *
 * @param reason "required" or "invalid"
 * @param field the path of the field, for example "attributes.plan"
 * @param message the rule that was violated
 * @since 0.1.0
 */
public record ItemError(String reason, String field, String message) {

	static ItemError required(String field) {
		return new ItemError("required", field, field + " is required");
	}

	static ItemError invalid(String field, String message) {
		return new ItemError("invalid", field, message);
	}

}
