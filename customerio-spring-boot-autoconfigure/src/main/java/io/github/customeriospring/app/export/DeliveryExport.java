package io.github.customeriospring.app.export;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * Selects the messages to export. Immutable.
 *
 * @since 0.1.0
 */
public final class DeliveryExport {

	private final Map<String, Object> json;

	private DeliveryExport(Map<String, Object> json) {
		this.json = json;
	}

	/**
	 * Export the messages of a newsletter.
	 * @param id the newsletter's id
	 * @return the export
	 */
	public static DeliveryExport ofNewsletter(long id) {
		return new DeliveryExport(Map.of("newsletter_id", id));
	}

	/**
	 * Export the messages of a campaign.
	 * @param id the campaign's id
	 * @return the export
	 */
	public static DeliveryExport ofCampaign(long id) {
		return new DeliveryExport(Map.of("campaign_id", id));
	}

	/**
	 * Export the messages of an action in a campaign.
	 * @param id the action's id
	 * @return the export
	 */
	public static DeliveryExport ofAction(long id) {
		return new DeliveryExport(Map.of("action_id", id));
	}

	/**
	 * Export the messages of a transactional template.
	 * @param id the template's id
	 * @return the export
	 */
	public static DeliveryExport ofTransactionalTemplate(long id) {
		return new DeliveryExport(Map.of("transactional_message_id", id));
	}

	/**
	 * Export only messages created in a period. The default is the last six months.
	 * @param from the start, at most twelve months ago
	 * @param to the end, not before the start
	 * @return the export
	 */
	public DeliveryExport between(Instant from, Instant to) {
		Assert.isTrue(!to.isBefore(from), () -> "'to' must not be before 'from', was " + to + " and " + from);
		return with("start", from.getEpochSecond()).with("end", to.getEpochSecond());
	}

	/**
	 * Export only messages with a metric.
	 * @param metric what happened to the message, such as {@code delivered},
	 * {@code opened} or {@code bounced}
	 * @return the export
	 */
	public DeliveryExport metric(String metric) {
		Assert.hasText(metric, "'metric' must not be empty");
		return with("metric", metric);
	}

	/**
	 * Export only messages with one particular content, if the newsletter, campaign or
	 * transactional template has several.
	 * @param id the content's {@code template_id}
	 * @return the export
	 */
	public DeliveryExport template(long id) {
		return with("template_id", id);
	}

	/**
	 * Add attributes of the recipients.
	 * @param names the names of the attributes
	 * @return the export
	 */
	public DeliveryExport attributes(String... names) {
		return with("attributes", List.of(names));
	}

	/**
	 * Include drafts. By default they are excluded.
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
