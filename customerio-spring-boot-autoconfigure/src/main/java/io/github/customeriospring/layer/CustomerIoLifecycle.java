package io.github.customeriospring.layer;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

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

	private static final Duration POLL = Duration.ofMillis(20);

	public CustomerIoLifecycle {
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "'shutdownTimeout' must not be negative, was " + shutdownTimeout);
	}

	/**
	 * Wait for a part that stops, without blocking.
	 * @param idle tells whether the part has nothing left to do
	 * @param scheduler looks at it from time to time
	 * @param then told whether the part became idle before the time was up
	 */
	public void await(BooleanSupplier idle, Scheduler scheduler, Consumer<Boolean> then) {
		if (idle.getAsBoolean()) {
			then.accept(true);
			return;
		}
		Flux.interval(POLL, scheduler)
			.any((tick) -> idle.getAsBoolean())
			.timeout(this.shutdownTimeout, Mono.just(false), scheduler)
			.onErrorReturn(false) // the scheduler has stopped before
			.subscribe(then);
	}

}
