package io.github.customeriospring.simulator.workspace;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A transactional message that was accepted.
 *
 * @param deliveryId the id in the answer
 * @param channel the last part of the path: email, push, sms, whatsapp, in_app or
 * inbox_message
 * @param person whom it is for, as "type:value"
 * @param queuedAt when it was accepted, in seconds since the epoch
 * @param request the body of the request
 * @since 0.1.0
 */
public record SimulatedDelivery(String deliveryId, String channel, String person, long queuedAt,
		Map<String, @Nullable Object> request) {
}
