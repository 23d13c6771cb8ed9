package io.github.customeriospring.retry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.customeriospring.CustomerIoLayer;
import io.github.customeriospring.CustomerIoTransport;
import io.github.resilience4j.retry.Retry;
import reactor.core.scheduler.Scheduler;

/**
 * Puts a {@link RetryingTransport} around the next layer, and closes it with the
 * application.
 */
final class RetryLayer implements CustomerIoLayer, AutoCloseable {

	private final Retry retry;

	private final RetryBudget budget;

	private final Scheduler scheduler;

	private final boolean unsafe;

	private final List<RetryingTransport> transports = new CopyOnWriteArrayList<>();

	RetryLayer(Retry retry, RetryBudget budget, Scheduler scheduler, boolean unsafe) {
		this.retry = retry;
		this.budget = budget;
		this.scheduler = scheduler;
		this.unsafe = unsafe;
	}

	@Override
	public CustomerIoTransport around(CustomerIoTransport next) {
		RetryingTransport transport = new RetryingTransport(this.retry, this.budget, this.scheduler, next, this.unsafe);
		this.transports.add(transport);
		return transport;
	}

	@Override
	public void close() {
		this.transports.forEach(RetryingTransport::close);
	}

}
