package io.github.customeriospring.simulator.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.workspace.AudienceFilter;
import io.github.customeriospring.simulator.workspace.PersonKey;
import org.jspecify.annotations.Nullable;

/**
 * Validates the trigger of a broadcast.
 */
final class BroadcastRules {

	private static final List<String> AUDIENCES = List.of("recipients", "emails", "ids", "per_user_data",
			"data_file_url");

	// the kinds of audience that each flag is valid for
	private static final Map<String, Set<String>> FLAGS = Map.of("email_ignore_missing",
			Set.of("emails", "per_user_data", "data_file_url"), "email_add_duplicates",
			Set.of("emails", "per_user_data", "data_file_url"), "id_ignore_missing",
			Set.of("ids", "per_user_data", "data_file_url"));

	private static final int MAX_ENTRIES = 10_000;

	private static final int MAX_DATA_BYTES = 50_000;

	private BroadcastRules() {
	}

	/**
	 * Check the body of a trigger.
	 * @return the error, or {@code null} if it is valid
	 */
	static @Nullable String check(Map<String, @Nullable Object> body) {
		List<String> audiences = AUDIENCES.stream().filter((name) -> body.get(name) != null).toList();
		if (audiences.size() > 1) {
			return "only one audience is allowed, found " + audiences;
		}
		for (Map.Entry<String, Set<String>> flag : FLAGS.entrySet()) {
			Object value = body.get(flag.getKey());
			if (value != null && !(value instanceof Boolean && flag.getValue().containsAll(audiences))) {
				return flag.getKey() + " must be true or false and go with its audience";
			}
		}
		Object data = body.get("data");
		if (data != null && !(data instanceof Map)) {
			return "data must be an object";
		}
		if (data != null && Json.bytes(data).length > MAX_DATA_BYTES) {
			return "data cannot be larger than 50000 bytes";
		}
		return audiences.isEmpty() ? null : checkAudience(audiences.get(0), body.get(audiences.get(0)));
	}

	private static @Nullable String checkAudience(String name, @Nullable Object audience) {
		if (name.equals("recipients")) {
			String error = AudienceFilter.check(audience);
			return (error != null) ? "recipients: " + error : null;
		}
		if (name.equals("data_file_url")) {
			return (audience instanceof String url && url.matches("https?://.+")) ? null
					: "data_file_url must be an address";
		}
		if (!(audience instanceof List<?> entries) || entries.isEmpty() || entries.size() > MAX_ENTRIES) {
			return name + " must have 1 to 10000 entries";
		}
		boolean perUser = name.equals("per_user_data");
		boolean valid = entries.stream().allMatch((entry) -> perUser ? isUser(entry) : isIdentifier(entry));
		return valid ? null
				: name + (perUser ? " must have entries with an id or email, and data" : " must be strings");
	}

	/**
	 * Find the people of a valid trigger who do not exist, unless its flags ignore them.
	 * @param exists whether a person exists
	 * @return an error for each missing person
	 */
	static List<String> missing(Map<String, @Nullable Object> body, Predicate<PersonKey> exists) {
		List<String> missing = new ArrayList<>();
		for (String audience : List.of("emails", "ids", "per_user_data")) {
			if (body.get(audience) instanceof List<?> entries) {
				for (int i = 0; i < entries.size(); i++) {
					PersonKey key = key(audience, entries.get(i));
					if (!Boolean.TRUE.equals(body.get(key.type() + "_ignore_missing")) && !exists.test(key)) {
						missing.add("line %d: there is no person with this %s".formatted(i + 1, key.type()));
					}
				}
			}
		}
		return missing;
	}

	private static PersonKey key(String audience, @Nullable Object entry) {
		if (entry instanceof Map<?, ?> user) {
			String type = (user.get("id") != null) ? "id" : "email";
			return new PersonKey(type, String.valueOf(user.get(type)));
		}
		return new PersonKey(audience.equals("ids") ? "id" : "email", String.valueOf(entry));
	}

	private static boolean isIdentifier(@Nullable Object value) {
		return (value instanceof String text && !text.isBlank()) || value instanceof Integer;
	}

	private static boolean isUser(@Nullable Object entry) {
		return entry instanceof Map<?, ?> user && isIdentifier(user.get("id")) != isIdentifier(user.get("email"))
				&& (user.get("data") == null || user.get("data") instanceof Map);
	}

}
