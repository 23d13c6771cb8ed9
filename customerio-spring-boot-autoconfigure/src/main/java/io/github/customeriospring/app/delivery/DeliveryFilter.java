package io.github.customeriospring.app.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.util.Assert;

/**
 * Which messages to list. Immutable.
 *
 * @since 0.1.0
 */
public final class DeliveryFilter {

	private final Map<String, Object> parameters;

	private DeliveryFilter(Map<String, Object> parameters) {
		this.parameters = parameters;
	}

	/**
	 * All messages of the last six months.
	 * @return the filter, to be narrowed
	 */
	public static DeliveryFilter all() {
		return new DeliveryFilter(Map.of());
	}

	/**
	 * Only those created in this time. Customer.io returns six months at most, up to the
	 * end.
	 * @param from the begin
	 * @param to the end, not before the begin
	 * @return the filter
	 */
	public DeliveryFilter between(Instant from, Instant to) {
		Assert.isTrue(!to.isBefore(from), () -> "'to' must not be before 'from', was " + to + " and " + from);
		return with("start_ts", from).with("end_ts", to);
	}

	/**
	 * Only those of a channel.
	 * @param type the channel: {@code email}, {@code push}, {@code in_app},
	 * {@code twilio} (SMS), {@code whatsapp}, {@code slack} or {@code webhook}
	 * @return the filter
	 */
	public DeliveryFilter type(String type) {
		Assert.hasText(type, "'type' must not be empty");
		return with("type", type);
	}

	/**
	 * Only those that this happened to.
	 * @param metric what happened, such as {@code delivered}, {@code opened} or
	 * {@code bounced}
	 * @return the filter
	 */
	public DeliveryFilter metric(String metric) {
		Assert.hasText(metric, "'metric' must not be empty");
		return with("metric", metric);
	}

	/**
	 * Only those of a campaign.
	 * @param id the campaign's id
	 * @return the filter
	 */
	public DeliveryFilter campaign(long id) {
		return with("campaign_id", id);
	}

	/**
	 * Only those of an action of a campaign.
	 * @param id the action's id
	 * @return the filter
	 */
	public DeliveryFilter action(long id) {
		return with("action_id", id);
	}

	/**
	 * Only those of a newsletter.
	 * @param id the newsletter's id
	 * @return the filter
	 */
	public DeliveryFilter newsletter(long id) {
		return with("newsletter_id", id);
	}

	/**
	 * Only those of a transactional template.
	 * @param id the template's id
	 * @return the filter
	 */
	public DeliveryFilter transactional(long id) {
		return with("transactional_id", id);
	}

	/**
	 * Only drafts, which are left out otherwise.
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
