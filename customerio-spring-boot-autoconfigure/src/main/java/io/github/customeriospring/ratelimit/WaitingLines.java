package io.github.customeriospring.ratelimit;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import reactor.core.scheduler.Scheduler;

/**
 * The lines of all quotas. When the application stops, the lines go on until nobody waits
 * or the time is up, then tell who still waits.
 *
 * @since 0.1.0
 */
public final class WaitingLines extends CustomerIoLifecycle.Part implements Iterable<QuotaControl> {

	private final Map<Quota, WaitingLine> lines = new EnumMap<>(Quota.class);

	WaitingLines(Function<Quota, WaitingLine> factory, CustomerIoLifecycle lifecycle, Scheduler scheduler) {
		super(lifecycle, scheduler);
		for (Quota quota : Quota.values()) {
			this.lines.put(quota, factory.apply(quota));
		}
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
	protected void open() {
		this.lines.values().forEach((line) -> line.closed = false);
	}

	@Override
	protected void stopping() {
		this.lines.values().forEach((line) -> line.permits.leave());
	}

	/** Until the time is up calls are let in: they may belong to the queue. */
	@Override
	protected boolean isIdle() {
		return this.lines.values().stream().allMatch((line) -> line.calls.size() == 0 && line.inFlight.get() == 0);
	}

	/**
	 * Let nobody in any more and tell everybody who waits.
	 */
	@Override
	public void close() {
		this.lines.values().forEach(WaitingLine::close);
	}

}
