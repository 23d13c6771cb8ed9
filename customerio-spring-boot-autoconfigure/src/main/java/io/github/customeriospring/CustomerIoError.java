package io.github.customeriospring;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One error that Customer.io reported. All texts are safe to log: a single line of at
 * most 500 characters, with e-mail addresses and phone numbers masked.
 *
 * @param reason a short code such as {@code invalid}, or {@code null}
 * @param field the field that is wrong, or {@code null}
 * @param message what is wrong, empty if Customer.io gave no message
 * @param batchIndex the index of the item in the batch, starting at 0, or {@code null}
 * @since 0.1.0
 */
public record CustomerIoError(@Nullable String reason, @Nullable String field, String message,
		@Nullable Integer batchIndex) {

	/** The reason where nothing is known of what the server said. */
	private static final String UNREADABLE = "unreadable";

	private static final JsonMapper MAPPER = JsonMapper.shared();

	static {
		// Jackson builds its reader under a lock, and an event loop must not wait for it
		MAPPER.readTree("{}");
	}

	public CustomerIoError {
		reason = (reason != null && !reason.isEmpty()) ? PersonalData.mask(reason) : null;
		field = (field != null && !field.isEmpty()) ? PersonalData.mask(field) : null;
		message = PersonalData.mask(message);
	}

	/**
	 * Create an error that has a message only.
	 * @param message what is wrong
	 * @return the error
	 */
	public static CustomerIoError of(String message) {
		return new CustomerIoError(null, null, message, null);
	}

	/**
	 * Create an error for a response that cannot be read. It may come from a proxy.
	 * @param message what was received instead
	 * @return the error, with the reason {@code unreadable}
	 */
	public static CustomerIoError unreadable(String message) {
		return new CustomerIoError(UNREADABLE, null, message, null);
	}

	/**
	 * Return whether this stands for a response that could not be read.
	 * @return whether the response may not be Customer.io's
	 */
	public boolean isUnreadable() {
		return UNREADABLE.equals(this.reason);
	}

	/**
	 * Read the errors from the body of a response. Customer.io uses five formats, and
	 * some bodies are empty or not JSON. So every field is optional.
	 * @param body the body of the response
	 * @return the errors, empty if there are none; a body that is not JSON gives a single
	 * {@link #isUnreadable() unreadable} error
	 */
	public static List<CustomerIoError> parse(byte[] body) {
		if (body.length == 0) {
			return List.of();
		}
		try {
			List<CustomerIoError> errors = new ArrayList<>();
			collect(MAPPER.readTree(body), errors);
			return errors;
		}
		catch (JacksonException ex) {
			return List.of(unreadable("a response of " + body.length + " bytes that is not JSON"));
		}
	}

	private static void collect(JsonNode json, List<CustomerIoError> errors) {
		// {"errors":[…]}, {"meta":{"errors":[…]}}, {"meta":{"error":"…"}},
		// {"message":"…"}
		JsonNode meta = json.path("meta");
		json.path("errors").forEach((error) -> errors.add(of(error)));
		meta.path("errors").forEach((error) -> errors.add(of(error)));
		if (meta.path("error").isString()) {
			errors.add(of(meta.path("error")));
		}
		if (errors.isEmpty() && json.path("message").isString()) {
			errors.add(of(json));
		}
	}

	private static CustomerIoError of(JsonNode error) {
		if (!error.isObject()) {
			return of(error.asString(""));
		}
		String field = text(error, "field");
		String message = text(error, "message", "detail");
		JsonNode index = error.path("batch_index");
		return new CustomerIoError(text(error, "reason", "code"),
				(field != null) ? field : text(error.path("source"), "pointer"), (message != null) ? message : "",
				index.isNull() ? null : index.asIntOpt().stream().boxed().findFirst().orElse(null));
	}

	private static @Nullable String text(JsonNode error, String... names) {
		for (String name : names) {
			if (error.path(name).isString()) {
				return error.path(name).stringValue();
			}
		}
		return null;
	}

	@Override
	public String toString() {
		String said = (this.message.isEmpty() && this.reason != null) ? this.reason : this.message;
		return (this.field != null) ? this.field + ": " + said : said;
	}

}
