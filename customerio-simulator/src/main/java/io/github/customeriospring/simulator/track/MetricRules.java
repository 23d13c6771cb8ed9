package io.github.customeriospring.simulator.track;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Validates reported metrics.
 */
enum MetricRules {

	/**
	 * {@code /api/v1/metrics}.
	 */
	METRIC("metric",
			Set.of("bounced", "clicked", "converted", "deferred", "delivered", "dropped", "opened", "spammed")),

	/**
	 * {@code /api/v1/push/events}.
	 */
	PUSH("event", Set.of("opened", "converted", "delivered"));

	private static final List<String> TEXTS = List.of("device_id", "recipient", "reason", "href");

	private final String field;

	private final Set<String> metrics;

	MetricRules(String field, Set<String> metrics) {
		this.field = field;
		this.metrics = metrics;
	}

	/**
	 * Check a body.
	 * @return the error, or {@code null} if it is valid
	 */
	@Nullable String check(@Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("delivery_id") instanceof String delivery) || delivery.isEmpty()) {
			return "delivery_id is required";
		}
		if (!(body.get(this.field) instanceof String metric) || !this.metrics.contains(metric)) {
			return this.field + " must be one of " + this.metrics.stream().sorted().toList();
		}
		for (String name : TEXTS) {
			// the recipient of an SMS may be sent as a number
			if (body.get(name) != null && !(body.get(name) instanceof String) && !isInteger(body.get(name))) {
				return name + " must be a string";
			}
		}
		return (body.get("timestamp") == null || isInteger(body.get("timestamp"))) ? null
				: "timestamp must be a unix timestamp in whole seconds";
	}

	private static boolean isInteger(@Nullable Object value) {
		return value instanceof Integer || value instanceof Long;
	}

}
