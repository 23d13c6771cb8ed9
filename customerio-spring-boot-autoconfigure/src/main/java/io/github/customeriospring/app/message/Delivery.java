package io.github.customeriospring.app.message;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What Customer.io says about a message that it accepted. That it was delivered to the
 * recipient is not known yet.
 *
 * @param deliveryId names the message in reports and webhooks
 * @param queuedAt when it was accepted, in whole seconds, or {@code null} if not said
 * @param sendAt when it will be sent, in whole seconds, or {@code null} for at once
 * @since 0.1.0
 */
public record Delivery(String deliveryId, @Nullable Instant queuedAt, @Nullable Instant sendAt) {

	public Delivery {
		Assert.hasText(deliveryId, "'deliveryId' must not be empty");
	}

}
