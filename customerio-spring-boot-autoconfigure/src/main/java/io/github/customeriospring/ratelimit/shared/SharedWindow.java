package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.ratelimit.PermitWindow;
import io.github.customeriospring.ratelimit.QuotaControl.Sharing;
import io.github.customeriospring.ratelimit.shared.Leases.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A window whose permits are leased from a shared state while calls wait for them. One
 * call at a time asks for what is wanted and carries what there is to say. While the
 * shared state does not answer, nothing goes until all permits have ended that anybody
 * may have; then this instance sends its part of the limit. The lock guards everything
 * here and is not held while the line or the store is called.
 */
final class SharedWindow implements PermitWindow {

	private static final Logger logger = LoggerFactory.getLogger(SharedWindow.class);

	/** Calls do not start sooner after each other. */
	private static final long TICK = Duration.ofMillis(10).toNanos();

	/** How long there may be something to say that nobody waits for. */
	private static final long FLUSH = Duration.ofMillis(50).toNanos();

	/** How long an instance is silent at most, so that others know of it. */
	private static final long HEARTBEAT = Duration.ofMillis(500).toNanos();

	private static final long PROBE = Duration.ofMillis(250).toNanos();

	/** How late a waiting instance may come back before others get its permits. */
	private static final long PATIENCE = Duration.ofMillis(50).toNanos();

	private static final long NONE = Long.MIN_VALUE;

	private final Settings settings;

	private final Duration timeout;

	private final LeaseStore store;

	private final String name;

	private final Leases leases;

	private final Reach reach = new Reach();

	private final Share share;

	private final SparseLog log;

	private volatile @Nullable Waiters waiters;

	private boolean beating = true;

	private boolean calling;

	private long startedAt = NONE;

	private long nextAt;

	private int[] asked = {};

	private long armedFor = NONE;

	private boolean forget;

	private boolean bye;

	private long detailAt = NONE;

	private int configured;

	private @Nullable LeaseReply last;

	private Map<String, Sharing.Holder> holders = Map.of();

	private long tripNanos;

	private boolean told;

	/**
	 * Create a window.
	 * @param settings what it is about
	 * @param properties how it is shared
	 * @param store where the shared state is
	 * @param name the name of this instance, which no other has
	 */
	SharedWindow(Settings settings, SharedLimitProperties properties, LeaseStore store, String name) {
		this.settings = settings;
		this.timeout = properties.timeout();
		this.store = store;
		this.name = name;
		this.configured = settings.limit();
		this.leases = new Leases(settings.margin(), settings.window().toNanos(), this.timeout.toNanos());
		this.share = new Share(settings, properties.withoutRedis() == SharedLimitProperties.WithoutRedis.STOP);
		this.log = new SparseLog(settings.nanoClock());
		this.nextAt = now();
	}

	@Override
	public void connect(Waiters waiters) {
		this.waiters = waiters;
		pump();
	}

	@Override
	public boolean canExpire() {
		return true;
	}

	@Override
	public @Nullable Permit take(long now) {
		synchronized (this) {
			PermitWindow local = local(now);
			Permit permit = (local != null) ? local.take(now) : this.leases.take(now);
			if (permit != null || local != null) {
				return permit;
			}
		}
		pump();
		return null;
	}

	/** The share of this instance, if that is what it may send now. */
	private @Nullable PermitWindow local(long now) {
		return this.share.window(this.reach, this.leases.holdNanos(), limit(), instances(), now);
	}

	private int limit() {
		LeaseReply last = this.last;
		return (last != null) ? Math.min(last.limit(), this.configured) : this.configured;
	}

	private int instances() {
		LeaseReply last = this.last;
		return Math.max(this.settings.instances(), (last != null) ? last.instances() : 0);
	}

	/** Only its share: leases are for those whose end will be told. */
	@Override
	public synchronized boolean takeForOthers(int permits, long now) {
		PermitWindow local = local(now);
		return local != null && local.takeForOthers(permits, now);
	}

	@Override
	public synchronized long nanosUntilNext(long now) {
		PermitWindow local = local(now);
		if (local != null) {
			return local.nanosUntilNext(now);
		}
		return (this.leases.inHand() > 0) ? this.leases.first() - now : HEARTBEAT; // it wakes
	}

	@Override
	public synchronized int available(long now) {
		PermitWindow local = local(now);
		LeaseReply last = this.last;
		return (local != null) ? local.available(now)
				: (last == null || this.reach.isFailing()) ? 0 : Math.max(0, last.limit() - last.used());
	}

	@Override
	public synchronized int limit(long now) {
		PermitWindow local = local(now);
		return (local != null) ? local.limit(now) : limit();
	}

	@Override
	public synchronized void unused(Permit permit) {
		if (permit instanceof Lease lease) {
			this.leases.putBack(lease);
		}
		else {
			this.share.any().unused(permit);
		}
	}

	@Override
	public synchronized boolean left(Permit permit, long now) {
		return (permit instanceof Lease lease) ? this.leases.left(lease, now) : this.share.any().left(permit, now);
	}

	@Override
	public @Nullable String answered(Permit permit, boolean accepted, long now) {
		synchronized (this) {
			if (!(permit instanceof Lease lease)) {
				return this.share.any().answered(permit, accepted, now);
			}
			this.leases.answered(lease, accepted, now);
		}
		pump();
		return null;
	}

	@Override
	public void refused(Permit permit, boolean again, boolean waiting, long pauseNanos, long now) {
		synchronized (this) {
			if (permit instanceof Lease lease) {
				this.leases.refused(lease, now);
			}
			else {
				this.share.any().refused(permit, again, waiting, pauseNanos, now);
			}
		}
		pump();
	}

	@Override
	public void lost(Permit permit, long now) {
		synchronized (this) {
			if (permit instanceof Lease lease) {
				this.leases.lost(lease, now);
			}
			else {
				this.share.any().lost(permit, now);
			}
		}
		pump();
	}

	@Override
	public synchronized void forgetRefusals() {
		this.forget = true;
	}

	@Override
	public synchronized void configure(int limit) {
		this.configured = limit;
	}

	/** Others need not count on this instance any more. It still gets what it wants. */
	@Override
	public void leave() {
		synchronized (this) {
			this.beating = false;
			this.bye = true;
		}
		pump();
	}

	@Override
	public synchronized Sharing sharing() {
		long now = now();
		Sharing.State state = this.share.state(this.reach, local(now) != null, instances());
		LeaseReply last = this.last;
		if (state == Sharing.State.SHARED && last != null && last.learning() > 0) {
			state = Sharing.State.LEARNING;
		}
		return new Sharing(state, instances(), (state == Sharing.State.SHARE) ? this.share.any().limit(now) : 0,
				this.reach.answers(), this.reach.failures(), this.holders);
	}

	/** Call the store if it is time to, else later. */
	private void pump() {
		Waiters waiters = this.waiters;
		if (waiters == null) {
			return;
		}
		int[] wanted = waiters.wanted();
		long pause = waiters.pauseNanos();
		Call call;
		synchronized (this) {
			long now = now();
			local(now);
			this.leases.giveBack(now, FLUSH + this.tripNanos);
			long due = this.calling ? NONE : due(wanted);
			if (due == NONE || due - now > 0) {
				arm(due, now);
				return;
			}
			this.calling = true;
			call = new Call(wanted, pause, now);
		}
		Mono.defer(() -> this.store.call(this.settings.quota(), call.arguments))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Redis answered nothing")))
			.map(LeaseReply::of)
			.timeout(this.timeout, this.settings.scheduler())
			.subscribe((reply) -> came(waiters, call, reply), (ex) -> failed(waiters, call, ex));
	}

	/** When the next call is due, or {@link #NONE}. */
	private long due(int[] wanted) {
		if (this.startedAt == NONE) {
			return this.nextAt;
		}
		long due = Long.MAX_VALUE;
		boolean wants = !this.share.isInUse() && total(wanted) > this.leases.inHand();
		if (this.reach.isFailing()) {
			return (this.beating || wants) ? this.startedAt + PROBE : NONE;
		}
		long since = this.startedAt;
		long wait = this.beating ? HEARTBEAT : due;
		if (this.leases.isUrgent() || this.forget || this.bye) {
			wait = 0;
		}
		if (wants) {
			wait = Math.min(wait, isMorePressing(wanted) ? 0 : Math.max(0, this.nextAt - since));
		}
		Long report = this.leases.oldestReport();
		if (report != null) {
			wait = Math.min(wait, Math.max(0, report + FLUSH - since));
		}
		if (this.leases.inHand() > 0) {
			wait = Math.min(wait, Math.max(0, this.leases.first() + FLUSH + this.tripNanos - since));
		}
		return (wait == Long.MAX_VALUE) ? NONE : since + Math.max(TICK, wait);
	}

	/** What was said of when to come back was said of lower priorities. */
	private boolean isMorePressing(int[] wanted) {
		for (int i = 0; i < wanted.length && (i >= this.asked.length || this.asked[i] == 0); i++) {
			if (wanted[i] > 0) {
				return true;
			}
		}
		return false;
	}

	private static int total(int[] counts) {
		int total = 0;
		for (int count : counts) {
			total += count;
		}
		return total;
	}

	private void arm(long due, long now) {
		if (due == NONE || (this.armedFor != NONE && due - this.armedFor >= 0)) {
			return;
		}
		this.armedFor = due;
		try {
			this.settings.scheduler().schedule(() -> {
				synchronized (this) {
					if (this.armedFor == due) {
						this.armedFor = NONE;
					}
				}
				pump();
			}, due - now, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			this.armedFor = NONE; // the application has stopped
		}
	}

	private void came(Waiters waiters, Call call, LeaseReply reply) {
		int before;
		synchronized (this) {
			long now = now();
			this.calling = false;
			this.tripNanos = now - call.startedAt;
			before = limit();
			boolean changed = this.last == null || this.last.configured() != reply.configured();
			this.last = reply;
			if (reply.holders() != null) {
				this.holders = reply.holders();
			}
			long failedNanos = this.reach.heard(call.startedAt, now);
			this.leases.carried();
			this.leases.granted(call.first, reply.granted(), reply.episode(), call.startedAt, now);
			boolean unsatisfied = reply.granted().size() < call.count || reply.learning() > 0;
			this.nextAt = unsatisfied ? call.startedAt + TimeUnit.MICROSECONDS.toNanos(reply.next()) : call.startedAt;
			if (limit() < before) {
				this.settings.margin().refused(now);
			}
			tell(reply, before, changed, failedNanos);
		}
		waiters.pause(Math.max(0,
				TimeUnit.MICROSECONDS.toNanos(reply.pause()) - (this.settings.nanoClock().getAsLong() - call.startedAt)),
				reply.streak());
		waiters.wake();
		pump();
	}

	private void failed(Waiters waiters, Call call, Throwable ex) {
		synchronized (this) {
			this.calling = false;
			if (!this.reach.failed(call.startedAt) && !this.told) {
				this.told = true;
				logger.warn("Redis does not answer ({}), so no permits of quota {} come. {}", ex,
						this.settings.quota().id(), this.share.announce(limit(), instances()));
			}
		}
		waiters.wake();
		pump();
	}

	private void tell(LeaseReply reply, int before, boolean changed, long failedNanos) {
		if (this.told) {
			this.told = false;
			logger.warn("Redis answers again after {} ms, quota {} is shared by {} instances",
					TimeUnit.NANOSECONDS.toMillis(failedNanos), this.settings.quota().id(), reply.instances());
		}
		if (changed && reply.configured() < this.configured) {
			logger.warn("Another instance has set the limit of quota {} to {}, which is used instead of {}",
					this.settings.quota().id(), reply.configured(), this.configured);
		}
		if (limit() != before && Math.min(limit(), before) < 0.95 * Math.max(limit(), before)) {
			this.log.log((more) -> logger.warn("Limit of quota {} is {} of {} for all instances{}",
					this.settings.quota().id(), limit(), reply.configured(), more));
		}
	}

	private long now() {
		return this.settings.nanoClock().getAsLong();
	}

	/** A call to the store, as {@code lease.lua} documents it. */
	private final class Call {

		private final long startedAt;

		private final int count;

		private final long first;

		private final List<String> arguments = new ArrayList<>();

		Call(int[] wanted, long pauseNanos, long now) {
			SharedWindow window = SharedWindow.this;
			this.startedAt = now;
			window.startedAt = now;
			int[] wants = wants(wanted);
			window.asked = wants;
			this.count = total(wants);
			this.first = window.leases.numbers(this.count);
			LeaseReply last = window.last;
			Settings settings = window.settings;
			add(window.name, (last != null) ? last.epoch() : 0, window.reach.isFailing() ? 1 : 0,
					window.reach.wasHeard() ? micros(now - window.reach.heardAt()) : -1, this.first);
			for (int want : wants) {
				add(want);
			}
			add(micros(window.leases.creditNanos()), window.configured, micros(settings.window().toNanos()),
					micros(window.leases.holdNanos()), micros(pauseNanos), micros(PATIENCE + 2 * window.tripNanos),
					micros(TICK + window.tripNanos), flags(now));
			window.leases.carry(this.arguments, now);
		}

		private void add(Object... values) {
			for (Object value : values) {
				this.arguments.add(value.toString());
			}
		}

		/** None while the share of the last outage may be in use. */
		private int[] wants(int[] wanted) {
			int[] wants = new int[wanted.length];
			int inHand = SharedWindow.this.leases.inHand();
			int most = SharedWindow.this.share.isInUse() ? 0 : SharedWindow.this.configured;
			for (int i = 0; i < wanted.length; i++) {
				int covered = Math.min(inHand, wanted[i]);
				inHand -= covered;
				wants[i] = Math.min(most, wanted[i] - covered);
				most -= wants[i];
			}
			return wants;
		}

		private String flags(long now) {
			SharedWindow window = SharedWindow.this;
			String flag = "";
			if (window.bye) {
				flag = "bye";
				window.bye = false;
			}
			else if (window.forget) {
				flag = "forget";
				window.forget = false;
			}
			else if (window.detailAt == NONE || now - window.detailAt >= HEARTBEAT) {
				flag = "detail";
				window.detailAt = now;
			}
			return flag;
		}

		private static long micros(long nanos) {
			return TimeUnit.NANOSECONDS.toMicros(nanos);
		}

	}

}
