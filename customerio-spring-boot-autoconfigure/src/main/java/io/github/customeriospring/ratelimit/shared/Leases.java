package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.ratelimit.window.Margin;
import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import org.jspecify.annotations.Nullable;

/**
 * The permits that this instance has leased, and what it has to report of them. A report
 * is kept until a call that carried it was answered. Not thread-safe.
 */
final class Leases {

	/** A call carries no more: servers bound the arguments of a script. */
	private static final int MAX_REPORTS = 500;

	/** A request of a cold process may reach the server that much later. */
	private static final long COLD_NANOS = Duration.ofSeconds(3).toNanos();

	private final Margin margin;

	private final long windowNanos;

	private final long usableNanos;

	private final PriorityQueue<Lease> inHand = new PriorityQueue<>();

	private final Deque<Report> reports = new ArrayDeque<>();

	private long sequence;

	private int carried;

	private boolean urgent;

	/**
	 * Create it.
	 * @param margin for how long the server counts a request
	 * @param windowNanos the window
	 * @param usableNanos how long after the start of the call that leased it a permit may
	 * be used
	 */
	Leases(Margin margin, long windowNanos, long usableNanos) {
		this.margin = margin;
		this.windowNanos = windowNanos;
		this.usableNanos = usableNanos;
	}

	@Nullable Lease take(long now) {
		giveBack(now, this.usableNanos);
		Lease first = this.inHand.peek();
		return (first != null && now - first.from >= 0) ? this.inHand.poll() : null;
	}

	/** Give back what nobody has taken for so long. */
	void giveBack(long now, long nanos) {
		for (Lease lease = this.inHand.peek(); lease != null
				&& now - lease.startedAt >= nanos; lease = this.inHand.peek()) {
			this.inHand.remove();
			unused(lease, now);
		}
	}

	/** Nobody needed it after all. */
	void putBack(Lease lease) {
		this.inHand.add(lease);
	}

	int inHand() {
		return this.inHand.size();
	}

	/** Returns since when the first one in hand may be used, or from when. */
	long first() {
		return this.inHand.element().from;
	}

	/**
	 * Take what a call leased.
	 * @param number of the first permit
	 * @param times when they may be used, in microseconds from when the script ran
	 * @param episode in which they were leased
	 * @param startedAt when the call started, which was before
	 * @param now when the answer came, which was after
	 */
	void granted(long number, List<Long> times, long episode, long startedAt, long now) {
		for (int i = 0; i < times.size(); i++) {
			long time = TimeUnit.MICROSECONDS.toNanos(times.get(i));
			this.inHand.add(new Lease(number + i, episode, startedAt + time, now + time));
		}
	}

	void unused(Lease lease, long now) {
		report(lease, Report.Kind.UNUSED, now);
		this.urgent = true;
	}

	/** Returns whether the request may still leave. */
	boolean left(Lease lease, long now) {
		long late = now - lease.startedAt - this.usableNanos;
		if (late > Math.min(this.usableNanos, this.windowNanos / 2)) {
			return false;
		}
		if (!lease.left) {
			lease.left = true;
			lease.leftAt = now;
			if (late > 0) {
				report(lease, Report.Kind.LATE, now);
				this.urgent = true;
			}
		}
		return true;
	}

	void answered(Lease lease, boolean accepted, long now) {
		left(lease, now); // where nobody told that it left
		if (accepted) {
			this.margin.accepted(now - lease.leftAt, now);
		}
		report(lease, accepted ? Report.Kind.ACCEPTED : Report.Kind.COUNTED, now);
	}

	void refused(Lease lease, long now) {
		report(lease, Report.Kind.REFUSED, now);
		this.urgent = true;
	}

	void lost(Lease lease, long now) {
		report(lease, Report.Kind.LOST, lease.left ? lease.leftAt : now);
	}

	private void report(Lease lease, Report.Kind kind, long at) {
		if (!lease.over) {
			lease.over = kind != Report.Kind.LATE;
			this.reports.add(new Report(lease, kind, at));
		}
	}

	/** Returns since when there is something to say, or {@code null}. */
	@Nullable Long oldestReport() {
		Report first = this.reports.peek();
		return (first != null) ? first.at : null;
	}

	/** Returns whether others wait for what there is to say. */
	boolean isUrgent() {
		return this.urgent;
	}

	/** Reserve numbers for permits that a call asks for. */
	long numbers(int count) {
		long first = this.sequence;
		this.sequence += count;
		return first;
	}

	/** Returns how long a new permit is in use if nothing more is heard of it. */
	long holdNanos() {
		return this.usableNanos + this.margin.holdAfterDeparture() + creditNanos()
				+ (this.margin.isCold() ? COLD_NANOS : 0);
	}

	/** Returns how much earlier than a window after its answer a permit is free. */
	long creditNanos() {
		return Math.min(this.windowNanos, this.margin.shortestRoundTrip());
	}

	/** Adds what there is to say to the arguments of a call. */
	void carry(LeaseCall.Arguments arguments, long now) {
		this.carried = Math.min(MAX_REPORTS, this.reports.size());
		this.urgent = this.reports.size() > this.carried;
		List<Report> first = new ArrayList<>(this.reports).subList(0, this.carried);
		for (Report report : first) {
			arguments.number(report.lease.sequence)
				.text(report.kind.name().toLowerCase(Locale.ROOT))
				.nanos(report.at - now + hold(report.kind) + 1000)
				.number(report.lease.episode);
		}
	}

	private long hold(Report.Kind kind) {
		return switch (kind) {
			case ACCEPTED, COUNTED -> this.margin.holdAfterAnswer() + this.margin.shortestRoundTrip();
			case LOST, LATE -> this.margin.holdAfterDeparture() + creditNanos();
			case REFUSED, UNUSED -> 0;
		};
	}

	/** The call was answered, so what it carried is known. */
	void carried() {
		for (; this.carried > 0; this.carried--) {
			this.reports.remove();
		}
	}

	/** The right to send one request until it expires. */
	static final class Lease extends Permit implements Comparable<Lease> {

		private final long sequence;

		private final long episode;

		/** Not later than the shared state counts it from. */
		private final long startedAt;

		/** Not earlier. */
		private final long from;

		private boolean left;

		private long leftAt;

		private boolean over;

		Lease(long sequence, long episode, long startedAt, long from) {
			this.sequence = sequence;
			this.episode = episode;
			this.startedAt = startedAt;
			this.from = from;
		}

		@Override
		public int compareTo(Lease other) {
			return Long.signum(this.from - other.from);
		}

	}

	private record Report(Lease lease, Kind kind, long at) {

		private enum Kind {

			ACCEPTED, COUNTED, LOST, LATE, REFUSED, UNUSED

		}

	}

}
