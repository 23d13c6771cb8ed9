package io.github.customeriospring.retry;

import java.time.Duration;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.resilience4j.retry.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Wraps the next layer in a {@link RetryingTransport}. When the application stops, calls
 * that wait for a retry continue until the shutdown timeout. Then they end with the
 * outcome of their last attempt.
 */
final class RetryLayer extends CustomerIoLifecycle.Part implements CustomerIoLayer {

	private static final Logger logger = LoggerFactory.getLogger(RetryLayer.class);

	private final Retry retry;

	private final RetryBudget budget;

	private final RetryPauses pauses;

	private final Overtaking overtaking = new Overtaking();

	private final Scheduler scheduler;

	private final boolean unsafe;

	private final Duration patience;

	RetryLayer(Retry retry, RetryBudget budget, Scheduler scheduler, boolean unsafe, Duration patience,
			CustomerIoLifecycle lifecycle) {
		super(lifecycle, scheduler);
		this.retry = retry;
		this.budget = budget;
		this.pauses = new RetryPauses(scheduler);
		this.scheduler = scheduler;
		this.unsafe = unsafe;
		this.patience = patience;
	}

	@Override
	public CustomerIoTransport around(CustomerIoTransport next) {
		return new RetryingTransport(this.retry, this.budget, this.pauses, this.scheduler, next, this.unsafe,
				this.patience, this.overtaking);
	}

	@Override
	protected void open() {
		this.pauses.open();
	}

	@Override
	protected boolean isIdle() {
		return this.pauses.size() == 0;
	}

	/** Ends the calls that wait for a retry with the outcome of their last attempt. */
	@Override
	public void close() {
		int waiting = this.pauses.size();
		if (waiting > 0) {
			logger.warn("{} calls were not retried because the application is shutting down", waiting);
		}
		this.pauses.close();
	}

}
