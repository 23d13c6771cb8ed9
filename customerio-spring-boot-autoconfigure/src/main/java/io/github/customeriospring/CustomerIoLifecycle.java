package io.github.customeriospring;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * When and for how long the client stops. All of its parts stop in the same phase and at
 * the same time, so that they share one deadline.
 *
 * @param shutdownTimeout how long stopping waits for what is queued and for calls that
 * wait, zero for not at all
 * @since 0.1.0
 */
public record CustomerIoLifecycle(Duration shutdownTimeout) {

	/** After the web server has finished its requests, before the connections close. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3 * 1024;

	public CustomerIoLifecycle {
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "'shutdownTimeout' must not be negative, was " + shutdownTimeout);
	}

}
