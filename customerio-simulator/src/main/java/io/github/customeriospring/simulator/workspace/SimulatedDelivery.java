package io.github.customeriospring.simulator.workspace;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An accepted transactional message.
 *
 * @param deliveryId the id in the response
 * @param channel the last segment of the path: email, push, sms, whatsapp, in_app or
 * inbox_message
 * @param person the recipient, as "type:value"
 * @param queuedAt when it was accepted, in seconds since the epoch
 * @param request the body of the request
 * @since 0.1.0
 */
public record SimulatedDelivery(String deliveryId, String channel, String person, long queuedAt,
		Map<String, @Nullable Object> request) {
}
