package io.github.customeriospring.app.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.util.Assert;

/**
 * Selects the messages to list. Immutable.
 *
 * @since 0.1.0
 */
public final class DeliveryFilter {

	private final Map<String, Object> parameters;

	private DeliveryFilter(Map<String, Object> parameters) {
		this.parameters = parameters;
	}

	/**
	 * Select all messages of the last six months.
	 * @return the filter, which the other methods narrow
	 */
	public static DeliveryFilter all() {
		return new DeliveryFilter(Map.of());
	}

	/**
	 * Select only messages created in a period. Customer.io returns at most the last six
	 * months of it.
	 * @param from the start
	 * @param to the end, not before the start
	 * @return the filter
	 */
	public DeliveryFilter between(Instant from, Instant to) {
		Assert.isTrue(!to.isBefore(from), () -> "'to' must not be before 'from', was " + to + " and " + from);
		return with("start_ts", from).with("end_ts", to);
	}

	/**
	 * Select only messages of a channel.
	 * @param type the channel: {@code email}, {@code push}, {@code in_app},
	 * {@code twilio} (SMS), {@code whatsapp}, {@code slack} or {@code webhook}
	 * @return the filter
	 */
	public DeliveryFilter type(String type) {
		Assert.hasText(type, "'type' must not be empty");
		return with("type", type);
	}

	/**
	 * Select only messages with a metric.
	 * @param metric what happened to the message, such as {@code delivered},
	 * {@code opened} or {@code bounced}
	 * @return the filter
	 */
	public DeliveryFilter metric(String metric) {
		Assert.hasText(metric, "'metric' must not be empty");
		return with("metric", metric);
	}

	/**
	 * Select only messages of a campaign.
	 * @param id the campaign's id
	 * @return the filter
	 */
	public DeliveryFilter campaign(long id) {
		return with("campaign_id", id);
	}

	/**
	 * Select only messages of an action in a campaign.
	 * @param id the action's id
	 * @return the filter
	 */
	public DeliveryFilter action(long id) {
		return with("action_id", id);
	}

	/**
	 * Select only messages of a newsletter.
	 * @param id the newsletter's id
	 * @return the filter
	 */
	public DeliveryFilter newsletter(long id) {
		return with("newsletter_id", id);
	}

	/**
	 * Select only messages of a transactional template.
	 * @param id the template's id
	 * @return the filter
	 */
	public DeliveryFilter transactional(long id) {
		return with("transactional_id", id);
	}

	/**
	 * Select only drafts. By default they are excluded.
	 * @return the filter
	 */
	public DeliveryFilter drafts() {
		return with("drafts", true);
	}

	private DeliveryFilter with(String name, Object value) {
		Map<String, Object> parameters = new LinkedHashMap<>(this.parameters);
		parameters.put(name, value);
		return new DeliveryFilter(parameters);
	}

	Map<String, Object> parameters() {
		return this.parameters;
	}

}
