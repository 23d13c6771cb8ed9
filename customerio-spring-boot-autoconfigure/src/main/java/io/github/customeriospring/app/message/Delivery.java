package io.github.customeriospring.app.message;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Customer.io's response to a message that it accepted. It does not tell whether the
 * message reached the recipient.
 *
 * @param deliveryId the id of the message in reports and webhooks
 * @param queuedAt when it was accepted, in whole seconds, or {@code null} if unknown
 * @param sendAt when it will be sent, in whole seconds, or {@code null} for immediately
 * @since 0.1.0
 */
public record Delivery(String deliveryId, @Nullable Instant queuedAt, @Nullable Instant sendAt) {

	public Delivery {
		Assert.hasText(deliveryId, "'deliveryId' must not be empty");
	}

}
