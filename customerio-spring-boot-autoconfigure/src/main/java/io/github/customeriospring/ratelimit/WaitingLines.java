package io.github.customeriospring.ratelimit;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

import io.github.customeriospring.Quota;

/**
 * The waiting lines, one for each quota.
 *
 * @since 0.1.0
 */
public final class WaitingLines implements Iterable<WaitingLine>, AutoCloseable {

	private final Map<Quota, WaitingLine> lines = new EnumMap<>(Quota.class);

	/**
	 * Create the lines.
	 * @param factory creates the line of a quota
	 */
	public WaitingLines(Function<Quota, WaitingLine> factory) {
		for (Quota quota : Quota.values()) {
			this.lines.put(quota, factory.apply(quota));
		}
	}

	/**
	 * Return the line of a quota.
	 * @param quota the quota
	 * @return its line
	 */
	@SuppressWarnings("NullAway") // there is one for every quota
	public WaitingLine line(Quota quota) {
		return this.lines.get(quota);
	}

	@Override
	public Iterator<WaitingLine> iterator() {
		return this.lines.values().iterator();
	}

	/**
	 * Let nobody in any more and tell everybody who waits.
	 */
	@Override
	public void close() {
		this.lines.values().forEach(WaitingLine::close);
	}

}
