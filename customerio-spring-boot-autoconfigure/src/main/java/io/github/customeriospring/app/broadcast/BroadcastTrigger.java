package io.github.customeriospring.app.broadcast;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.Filter;
import io.github.customeriospring.operation.Attributes;
import io.github.customeriospring.operation.Identifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * A broadcast with its audience and data. Immutable. People who are not in the workspace
 * are not added to it. By default, they make the whole broadcast fail.
 *
 * @since 0.1.0
 * @see BroadcastOperations#trigger(BroadcastTrigger)
 */
public final class BroadcastTrigger {

	private static final int MAX_BYTES = 25_000_000;

	private static final int MAX_DATA_BYTES = 50_000;

	private static final int MAX_PEOPLE = 10_000;

	private static final String EMAIL_IGNORE_MISSING = "email_ignore_missing";

	private static final String EMAIL_ADD_DUPLICATES = "email_add_duplicates";

	private static final String ID_IGNORE_MISSING = "id_ignore_missing";

	/** The flags that Customer.io accepts for each kind of audience. */
	private static final Map<String, Set<String>> FLAGS = Map.of("emails",
			Set.of(EMAIL_IGNORE_MISSING, EMAIL_ADD_DUPLICATES), "ids", Set.of(ID_IGNORE_MISSING), "per_user_data",
			Set.of(EMAIL_IGNORE_MISSING, EMAIL_ADD_DUPLICATES, ID_IGNORE_MISSING), "data_file_url",
			Set.of(EMAIL_IGNORE_MISSING, EMAIL_ADD_DUPLICATES, ID_IGNORE_MISSING));

	private final long broadcastId;

	private final String audience;

	private final Map<String, Object> body;

	private BroadcastTrigger(long broadcastId, String audience, Map<String, Object> body) {
		Assert.isTrue(broadcastId > 0, () -> "'broadcastId' must be positive, was " + broadcastId);
		this.broadcastId = broadcastId;
		this.audience = audience;
		this.body = body;
	}

	/**
	 * Send to the audience that is configured for the broadcast.
	 * @param broadcastId the broadcast's id, positive
	 * @return the trigger
	 */
	public static BroadcastTrigger toDefaultAudience(long broadcastId) {
		return new BroadcastTrigger(broadcastId, "default audience", Map.of());
	}

	/**
	 * Send to people who match a filter.
	 * @param broadcastId the broadcast's id, positive
	 * @param recipients the filter
	 * @return the trigger
	 */
	public static BroadcastTrigger toRecipients(long broadcastId, Filter recipients) {
		Assert.notNull(recipients, "'recipients' must not be null");
		return new BroadcastTrigger(broadcastId, "recipients", Map.of("recipients", recipients));
	}

	/**
	 * Send to people by e-mail address.
	 * @param broadcastId the broadcast's id, positive
	 * @param emails 1 to 10,000 addresses
	 * @return the trigger
	 */
	public static BroadcastTrigger toEmails(long broadcastId, Collection<String> emails) {
		return to(broadcastId, "emails", emails, (email) -> Identifier.email(email).value());
	}

	/**
	 * Send to people by id.
	 * @param broadcastId the broadcast's id, positive
	 * @param ids 1 to 10,000 ids
	 * @return the trigger
	 */
	public static BroadcastTrigger toIds(long broadcastId, Collection<String> ids) {
		return to(broadcastId, "ids", ids, (id) -> Identifier.id(id).value());
	}

	/**
	 * Send to people, each with their own data. It overrides the broadcast's data.
	 * @param broadcastId the broadcast's id, positive
	 * @param people the data of 1 to 10,000 people, identified by id or e-mail address
	 * @return the trigger
	 */
	public static BroadcastTrigger toPeople(long broadcastId, Map<Identifier, ?> people) {
		Assert.notNull(people, "'people' must not be null");
		return to(broadcastId, "per_user_data", people.entrySet(),
				(person) -> perUser(person.getKey(), person.getValue()));
	}

	private static Map<String, Object> perUser(Identifier person, Object data) {
		Assert.isTrue(person != null && (person.type().equals("id") || person.type().equals("email")),
				"'people' must be identified by id or email");
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put(person.type(), person.value());
		entry.put("data", Attributes.toJson("data", data));
		return entry;
	}

	private static <T> BroadcastTrigger to(long broadcastId, String audience, @Nullable Collection<T> people,
			Function<T, Object> entry) {
		Assert.isTrue(people != null && !people.isEmpty() && people.size() <= MAX_PEOPLE,
				() -> "'" + audience + "' must have 1 to " + MAX_PEOPLE + " entries");
		List<Object> entries = new ArrayList<>(people.size());
		people.forEach((person) -> entries.add(entry.apply(person)));
		return new BroadcastTrigger(broadcastId, audience, Map.of(audience, entries));
	}

	/**
	 * Send to the people in a file with one line of JSON per person:
	 * {@code {"id":"42","data":{…}}} or {@code {"email":"…","data":{…}}}.
	 * @param broadcastId the broadcast's id, positive
	 * @param dataFile the http or https URL from which Customer.io downloads the file
	 * @return the trigger
	 */
	public static BroadcastTrigger toDataFile(long broadcastId, URI dataFile) {
		Assert.isTrue(
				dataFile != null && dataFile.getHost() != null
						&& Set.of("http", "https").contains(dataFile.getScheme()),
				"'dataFile' must be an http or https URL");
		return new BroadcastTrigger(broadcastId, "data_file_url", Map.of("data_file_url", dataFile.toString()));
	}

	/**
	 * Set the data that the messages can use as {@code trigger}.
	 * @param data the data, at most 50,000 bytes as a JSON object; points in time become
	 * unix seconds
	 * @return the trigger with the data
	 */
	public BroadcastTrigger withData(Object data) {
		ObjectNode json = Attributes.toJson("data", data);
		Assert.isTrue(json.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_DATA_BYTES,
				() -> "'data' must have at most " + MAX_DATA_BYTES + " bytes of JSON");
		return with("data", json);
	}

	/**
	 * Skip e-mail addresses that are not in the workspace. Only for e-mail addresses,
	 * people and data files.
	 * @return the trigger with the flag
	 * @throws IllegalArgumentException if the kind of audience does not accept the flag
	 */
	public BroadcastTrigger ignoringMissingEmails() {
		return withFlag(EMAIL_IGNORE_MISSING);
	}

	/**
	 * If several people share an e-mail address, send to all of them. Only for e-mail
	 * addresses, people and data files.
	 * @return the trigger with the flag
	 * @throws IllegalArgumentException if the kind of audience does not accept the flag
	 */
	public BroadcastTrigger addingDuplicateEmails() {
		return withFlag(EMAIL_ADD_DUPLICATES);
	}

	/**
	 * Skip ids that are not in the workspace. Only for ids, people and data files.
	 * @return the trigger with the flag
	 * @throws IllegalArgumentException if the kind of audience does not accept the flag
	 */
	public BroadcastTrigger ignoringMissingIds() {
		return withFlag(ID_IGNORE_MISSING);
	}

	private BroadcastTrigger withFlag(String flag) {
		Assert.isTrue(FLAGS.getOrDefault(this.audience, Set.of()).contains(flag),
				() -> "'" + flag + "' cannot be used for a broadcast to '" + this.audience + "'");
		return with(flag, true);
	}

	private BroadcastTrigger with(String name, Object value) {
		Map<String, Object> body = new HashMap<>(this.body);
		body.put(name, value);
		return new BroadcastTrigger(this.broadcastId, this.audience, body);
	}

	CustomerIoRequest toRequest() {
		CustomerIoRequest request = AppClient.request("trigger broadcast", Quota.BROADCAST, HttpMethod.POST,
				"/v1/campaigns/{broadcast}/triggers", this.body, false, this.broadcastId);
		byte[] json = request.body();
		Assert.isTrue(json != null && json.length <= MAX_BYTES,
				() -> "A trigger must have at most " + MAX_BYTES + " bytes of JSON");
		return request;
	}

	/**
	 * Describe the trigger without its people and data.
	 */
	@Override
	public String toString() {
		return "broadcast " + this.broadcastId + " to " + this.audience;
	}

}
