package io.github.customeriospring.ratelimit;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;

/**
 * The lines of all quotas. When the application stops, the lines go on until nobody waits
 * or the time is up, then tell who still waits.
 *
 * @since 0.1.0
 */
public final class WaitingLines implements Iterable<QuotaControl>, SmartLifecycle, AutoCloseable {

	private final Map<Quota, Line> lines = new EnumMap<>(Quota.class);

	private final CustomerIoLifecycle lifecycle;

	private final Scheduler scheduler;

	private volatile boolean running = true;

	WaitingLines(Function<Quota, Line> factory, CustomerIoLifecycle lifecycle, Scheduler scheduler) {
		for (Quota quota : Quota.values()) {
			this.lines.put(quota, factory.apply(quota));
		}
		this.lifecycle = lifecycle;
		this.scheduler = scheduler;
	}

	/** The layer that lets each request pass the line of its quota. */
	@SuppressWarnings("NullAway") // there is one for every quota
	CustomerIoTransport around(CustomerIoTransport next) {
		return (request) -> this.lines.get(request.quota()).pass(request, next.send(request));
	}

	/**
	 * Return what goes on in the line of a quota.
	 * @param quota the quota
	 * @return its control
	 */
	@SuppressWarnings("NullAway") // there is one for every quota
	public QuotaControl line(Quota quota) {
		return this.lines.get(quota).control;
	}

	@Override
	public Iterator<QuotaControl> iterator() {
		return this.lines.values().stream().map((line) -> line.control).iterator();
	}

	/** Go back to the configured limits and end all pauses that answers asked for. */
	void forgetRefusals() {
		forEach(QuotaControl::forgetRefusals);
	}

	@Override
	public void start() {
		this.lines.values().forEach((line) -> line.closed = false);
		this.running = true;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	/**
	 * Lets calls in until the time is up: they may belong to what the queue still has.
	 */
	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.lifecycle.await(this::isIdle, this.scheduler, (idle) -> {
			if (!idle) {
				close();
			}
			callback.run();
		});
	}

	private boolean isIdle() {
		return this.lines.values().stream().allMatch((line) -> line.calls.size() == 0 && line.inFlight.get() == 0);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return CustomerIoLifecycle.PHASE;
	}

	/**
	 * Let nobody in any more and tell everybody who waits.
	 */
	@Override
	public void close() {
		this.lines.values().forEach(Line::close);
	}

}
