package io.github.customeriospring.ratelimit.shared;

import java.util.stream.IntStream;

import io.github.customeriospring.ratelimit.window.PermitWindow.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one instance. Not thread-safe.
 */
final class LeaseCalls {

	private static final long UNKNOWN = -1000;

	private final String name;

	private final Settings settings;

	private final Leases leases;

	private final CallTimes times;

	private final Reach reach;

	private boolean forget;

	private boolean bye;

	private long detailAt = CallTimes.NONE;

	LeaseCalls(String name, Settings settings, Leases leases, CallTimes times, Reach reach) {
		this.name = name;
		this.settings = settings;
		this.leases = leases;
		this.times = times;
		this.reach = reach;
	}

	/** The next call ends the pause and the lowered limit of all instances. */
	void forget() {
		this.forget = true;
	}

	/** The next call tells that this instance stops. */
	void leave() {
		this.bye = true;
		this.times.leave();
	}

	/** Returns when the next one is due, or {@link CallTimes#NONE}. */
	long due(int[] wanted, boolean mayAsk, long now) {
		return (!this.times.hasStarted() || this.forget || this.bye) ? now
				: this.times.due(wanted, this.leases, this.reach.isFailing(), mayAsk);
	}

	/**
	 * Make a call.
	 * @param wanted how many permits are wanted, for each priority
	 * @param most how many may be asked for
	 * @param limit the limit that is set here
	 * @param pauseNanos how long nobody goes, as answers here said so
	 * @param last the last reply, if there was one
	 * @param now the time
	 */
	LeaseCall next(int[] wanted, int most, int limit, long pauseNanos, @Nullable LeaseReply last, long now) {
		int[] wants = LeaseCall.wants(wanted, this.leases.inHand(), most);
		long first = this.leases.numbers(IntStream.of(wants).sum());
		LeaseCall.Arguments arguments = new LeaseCall.Arguments().text(this.name)
			.number((last != null) ? last.epoch() : 0)
			.number(this.reach.isFailing() ? 1 : 0)
			.nanos(this.reach.wasHeard() ? now - this.reach.heardAt() : UNKNOWN)
			.number(first);
		for (int want : wants) {
			arguments.number(want);
		}
		arguments.nanos(this.leases.creditNanos())
			.number(limit)
			.nanos(this.settings.window().toNanos())
			.nanos(this.leases.holdNanos())
			.nanos(pauseNanos)
			.nanos(this.times.patienceNanos())
			.nanos(this.times.horizonNanos())
			.text(flag(now));
		this.leases.carry(arguments, now);
		this.times.started(wants, now);
		return new LeaseCall(now, wants, first, arguments.all());
	}

	private String flag(long now) {
		if (this.bye) {
			this.bye = false;
			return "bye";
		}
		if (this.forget) {
			this.forget = false;
			return "forget";
		}
		if (this.detailAt != CallTimes.NONE && now - this.detailAt < CallTimes.HEARTBEAT) {
			return "";
		}
		this.detailAt = now;
		return "detail";
	}

}
