package io.github.customeriospring.app.export;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * Which messages to export. Immutable.
 *
 * @since 0.1.0
 */
public final class DeliveryExport {

	private final Map<String, Object> json;

	private DeliveryExport(Map<String, Object> json) {
		this.json = json;
	}

	/**
	 * Export what a newsletter sent.
	 * @param id the newsletter's id
	 * @return the export
	 */
	public static DeliveryExport ofNewsletter(long id) {
		return new DeliveryExport(Map.of("newsletter_id", id));
	}

	/**
	 * Export what a campaign sent.
	 * @param id the campaign's id
	 * @return the export
	 */
	public static DeliveryExport ofCampaign(long id) {
		return new DeliveryExport(Map.of("campaign_id", id));
	}

	/**
	 * Export what an action of a campaign sent.
	 * @param id the action's id
	 * @return the export
	 */
	public static DeliveryExport ofAction(long id) {
		return new DeliveryExport(Map.of("action_id", id));
	}

	/**
	 * Export what was sent with a transactional template.
	 * @param id the template's id
	 * @return the export
	 */
	public static DeliveryExport ofTransactionalTemplate(long id) {
		return new DeliveryExport(Map.of("transactional_message_id", id));
	}

	/**
	 * Only what was created in this time, by default in the last six months.
	 * @param from the begin, twelve months ago at most
	 * @param to the end, not before the begin
	 * @return the export
	 */
	public DeliveryExport between(Instant from, Instant to) {
		Assert.isTrue(!to.isBefore(from), () -> "'to' must not be before 'from', was " + to + " and " + from);
		return with("start", from.getEpochSecond()).with("end", to.getEpochSecond());
	}

	/**
	 * Only messages that this happened to.
	 * @param metric what happened, such as {@code delivered}, {@code opened} or
	 * {@code bounced}
	 * @return the export
	 */
	public DeliveryExport metric(String metric) {
		Assert.hasText(metric, "'metric' must not be empty");
		return with("metric", metric);
	}

	/**
	 * Only messages with this content: one of several of the newsletter, the campaign or
	 * the transactional template.
	 * @param id the content's {@code template_id}
	 * @return the export
	 */
	public DeliveryExport template(long id) {
		return with("template_id", id);
	}

	/**
	 * Add attributes of the people.
	 * @param names the names of the attributes
	 * @return the export
	 */
	public DeliveryExport attributes(String... names) {
		return with("attributes", List.of(names));
	}

	/**
	 * Drafts too, which are left out otherwise.
	 * @return the export
	 */
	public DeliveryExport drafts() {
		return with("drafts", true);
	}

	private DeliveryExport with(String name, Object value) {
		Map<String, Object> json = new LinkedHashMap<>(this.json);
		json.put(name, value);
		return new DeliveryExport(json);
	}

	@JsonValue
	Map<String, Object> toJson() {
		return this.json;
	}

}
