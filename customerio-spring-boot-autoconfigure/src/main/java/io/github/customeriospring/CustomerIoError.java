package io.github.customeriospring;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.text.PersonalData;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One error as Customer.io names it. Its texts are made fit for logs: one line each, at
 * most 500 characters, without e-mail addresses and phone numbers.
 *
 * @param reason a short code such as {@code invalid}, or {@code null}
 * @param field the field it is about, or {@code null}
 * @param message what is wrong, empty if not said
 * @param batchIndex which item of a batch, from 0, or {@code null}
 * @since 0.1.0
 */
public record CustomerIoError(@Nullable String reason, @Nullable String field, String message,
		@Nullable Integer batchIndex) {

	/** The reason where nothing is known of what the server said. */
	private static final String UNREADABLE = "unreadable";

	private static final JsonMapper MAPPER = JsonMapper.shared();

	static {
		// Jackson builds its reader under a lock, for which an event loop must not wait
		MAPPER.readTree("{}");
	}

	public CustomerIoError {
		reason = (reason != null && !reason.isEmpty()) ? PersonalData.mask(reason) : null;
		field = (field != null && !field.isEmpty()) ? PersonalData.mask(field) : null;
		message = PersonalData.mask(message);
	}

	/**
	 * Create an error of which only the text is known.
	 * @param message what is wrong
	 * @return the error
	 */
	public static CustomerIoError of(String message) {
		return new CustomerIoError(null, null, message, null);
	}

	/**
	 * Create an error for an answer that cannot be read, which may come from a proxy.
	 * @param message what came instead
	 * @return the error, whose reason is {@code unreadable}
	 */
	public static CustomerIoError unreadable(String message) {
		return new CustomerIoError(UNREADABLE, null, message, null);
	}

	/**
	 * Return whether this stands for an answer that could not be read.
	 * @return whether Customer.io may have said nothing at all
	 */
	public boolean isUnreadable() {
		return UNREADABLE.equals(this.reason);
	}

	/**
	 * Read the errors that an answer names. Customer.io has five shapes for them, and
	 * answers come with empty and non-JSON bodies too, so everything is optional.
	 * @param body the body of an answer
	 * @return the errors, empty if it names none; if it is no JSON, an unreadable one
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
			return List.of(unreadable("an answer of " + body.length + " bytes that is not JSON"));
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
