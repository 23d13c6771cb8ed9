package io.github.customeriospring.app.message;

import java.time.InstantSource;

import io.github.customeriospring.operation.Identifier;

/**
 * Builds an in-app or inbox message. It needs a template.
 *
 * @since 0.1.0
 */
public final class InAppBuilder extends MessageBuilder<InAppBuilder> {

	InAppBuilder(String channel, Identifier person, InstantSource clock) {
		super(channel, person, clock);
	}

}
