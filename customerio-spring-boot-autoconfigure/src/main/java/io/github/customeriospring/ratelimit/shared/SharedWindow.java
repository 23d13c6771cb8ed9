package io.github.customeriospring.ratelimit.shared;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.customeriospring.ratelimit.window.Margin;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.customeriospring.ratelimit.window.Sharing;
import io.github.customeriospring.ratelimit.shared.Leases.Lease;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A window whose permits are leased from a shared state while calls wait for them. One
 * call at a time asks for what is wanted and carries what there is to say. While the
 * shared state does not answer, nothing goes until all permits have ended that anybody
 * may have; then this instance sends its part of the limit. The lock guards everything
 * here and is not held while the line or the store is called.
 */
final class SharedWindow implements PermitWindow {

	private final Settings settings;

	private final long timeoutNanos;

	private final LeaseStore store;

	private final Margin margin;

	private final LeaseCalls calls;

	private final Leases leases;

	private final CallTimes times;

	private final Reach reach = new Reach();

	private final Share share;

	private final SharingLog log;

	private final Alarm alarm;

	private volatile @Nullable Waiters waiters;

	/**
	 * Late, it is ignored and not cancelled: Reactor's timeout hides what that throws.
	 */
	private @Nullable LeaseCall current;

	private int configured;

	private @Nullable LeaseReply last;

	private Map<String, Sharing.Holder> holders = Map.of();

	SharedWindow(Settings settings, SharedLimitProperties properties, LeaseStore store, String name, SharingLog log) {
		this.settings = settings;
		this.timeoutNanos = properties.timeout().toNanos();
		this.store = store;
		this.margin = settings.margin();
		this.configured = settings.limit();
		this.leases = new Leases(this.margin, settings.window().toNanos(), this.timeoutNanos);
		this.times = new CallTimes(settings.window().toNanos());
		this.calls = new LeaseCalls(name, settings, this.leases, this.times, this.reach);
		this.share = new Share(settings, properties.withoutRedis() == SharedLimitProperties.WithoutRedis.STOP);
		this.alarm = new Alarm(settings.scheduler(), this::pump);
		this.log = log;
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
		return (this.leases.inHand() > 0) ? this.leases.first() - now : CallTimes.HEARTBEAT;
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
		tell(permit, (lease) -> this.leases.refused(lease, now),
				(share) -> share.refused(permit, again, waiting, pauseNanos, now));
	}

	@Override
	public void lost(Permit permit, long now) {
		tell(permit, (lease) -> this.leases.lost(lease, now), (share) -> share.lost(permit, now));
	}

	private void tell(Permit permit, Consumer<Lease> leased, Consumer<PermitWindow> shared) {
		synchronized (this) {
			if (permit instanceof Lease lease) {
				leased.accept(lease);
			}
			else {
				shared.accept(this.share.any());
			}
		}
		pump();
	}

	@Override
	public synchronized void forgetRefusals() {
		this.calls.forget();
	}

	@Override
	public synchronized void configure(int limit) {
		this.configured = limit;
	}

	/** Others need not count on this instance any more. It still gets what it wants. */
	@Override
	public void leave() {
		synchronized (this) {
			this.calls.leave();
		}
		pump();
	}

	@Override
	public synchronized Sharing sharing() {
		PermitWindow local = local(now());
		Sharing.State state = this.share.state(this.reach, local != null, instances(), this.last);
		return new Sharing(state, instances(), (local != null) ? local.limit(now()) : 0, this.reach.why(),
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
		LeaseCall late, call;
		synchronized (this) {
			long now = now();
			local(now);
			this.leases.giveBack(now, this.times.idleNanos());
			late = this.current;
			long due = (late != null) ? late.startedAt() + this.timeoutNanos
					: this.calls.due(wanted, !this.share.isInUse(), now);
			if (due == CallTimes.NONE || due - now > 0) {
				this.alarm.set(due, now);
				return;
			}
			call = (late != null) ? late : this.calls.next(wanted, this.share.isInUse() ? 0 : this.configured,
					this.configured, pause, this.last, now);
			this.current = call;
			this.alarm.set(now + this.timeoutNanos, now);
		}
		if (late != null) {
			failed(waiters, late, new TimeoutException());
			return;
		}
		Mono.defer(() -> this.store.call(this.settings.quota(), call.arguments()))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Redis answered nothing")))
			.map(LeaseReply::of)
			.subscribe((reply) -> came(waiters, call, reply), (ex) -> failed(waiters, call, ex));
	}

	private void came(Waiters waiters, LeaseCall call, LeaseReply reply) {
		synchronized (this) {
			if (this.current != call) {
				return;
			}
			this.current = null;
			long now = now();
			int before = limit();
			this.log.answered(this.settings.quota(), this.reach.heard(call.startedAt(), now), this.last, reply,
					this.configured);
			this.last = reply;
			this.holders = Objects.requireNonNullElse(reply.holders(), this.holders);
			this.leases.carried();
			this.leases.granted(call.first(), reply.granted(), reply.episode(), call.startedAt(), now);
			boolean unsatisfied = reply.granted().size() < call.count() || reply.learning() > 0;
			this.times.answered(unsatisfied ? TimeUnit.MICROSECONDS.toNanos(reply.next()) : 0, now);
			if (limit() < before) {
				this.margin.refused(now);
			}
		}
		waiters.pause(Math.max(0, TimeUnit.MICROSECONDS.toNanos(reply.pause()) - (now() - call.startedAt())),
				reply.streak());
		waiters.wake();
		pump();
	}

	private void failed(Waiters waiters, LeaseCall call, Throwable ex) {
		synchronized (this) {
			if (this.current != call) {
				return;
			}
			this.current = null;
			String why = this.reach.failed(call.startedAt(), now(), ex);
			if (why != null) {
				this.log.failed(this.settings.quota(), why, this.share.announce(instances()));
			}
		}
		waiters.wake();
		pump();
	}

	private long now() {
		return this.settings.nanoClock().getAsLong();
	}

}
