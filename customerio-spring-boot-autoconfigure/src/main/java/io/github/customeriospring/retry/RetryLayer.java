package io.github.customeriospring.retry;

import java.time.Duration;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.resilience4j.retry.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;

/**
 * Puts a {@link RetryingTransport} around the next layer. When the application stops,
 * calls that wait for a retry go on until the time is up, then end with the outcome of
 * their last attempt.
 */
final class RetryLayer implements CustomerIoLayer, SmartLifecycle, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RetryLayer.class);

	private final Retry retry;

	private final RetryBudget budget;

	private final RetryPauses pauses;

	private final Overtaking overtaking = new Overtaking();

	private final Scheduler scheduler;

	private final boolean unsafe;

	private final Duration patience;

	private final CustomerIoLifecycle lifecycle;

	private volatile boolean running = true;

	RetryLayer(Retry retry, RetryBudget budget, Scheduler scheduler, boolean unsafe, Duration patience,
			CustomerIoLifecycle lifecycle) {
		this.retry = retry;
		this.budget = budget;
		this.pauses = new RetryPauses(scheduler);
		this.scheduler = scheduler;
		this.unsafe = unsafe;
		this.patience = patience;
		this.lifecycle = lifecycle;
	}

	@Override
	public CustomerIoTransport around(CustomerIoTransport next) {
		return new RetryingTransport(this.retry, this.budget, this.pauses, this.scheduler, next, this.unsafe,
				this.patience, this.overtaking);
	}

	@Override
	public void start() {
		this.pauses.open();
		this.running = true;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.lifecycle.await(() -> this.pauses.size() == 0, this.scheduler, (idle) -> {
			if (!idle) {
				close();
			}
			callback.run();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return CustomerIoLifecycle.PHASE;
	}

	/** End the calls that wait for a retry with the outcome of their last attempt. */
	@Override
	public void close() {
		int waiting = this.pauses.size();
		if (waiting > 0) {
			logger.warn("{} calls were not repeated as the application shuts down", waiting);
		}
		this.pauses.close();
	}

}
