package io.github.customeriospring.app.message;

import java.time.InstantSource;

import io.github.customeriospring.operation.Identifier;

/**
 * Builds a message that is shown in the app, or in its inbox. It has a template.
 *
 * @since 0.1.0
 */
public final class InAppBuilder extends MessageBuilder<InAppBuilder> {

	InAppBuilder(String channel, Identifier person, InstantSource clock) {
		super(channel, person, clock);
	}

}
