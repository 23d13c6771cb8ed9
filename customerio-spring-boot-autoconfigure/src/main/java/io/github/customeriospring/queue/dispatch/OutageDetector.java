package io.github.customeriospring.queue.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.BatchOutcome.Kind;
import io.github.customeriospring.queue.dispatch.QueuedOperation.State;
import org.jspecify.annotations.Nullable;

/**
 * Tells what fails because of one operation from what fails because of an outage. If
 * nothing was accepted since a failed batch left, all hold, and single operations ask
 * whether it is over. What fails again although others were accepted is suspected, and
 * tried apart from the others. Not thread-safe.
 */
final class OutageDetector {

	/** So that tries of suspects leave places for the others. */
	private static final int SHARE_OF_TRIES = 4;

	private final String name;

	private final IdentityLanes lanes;

	private final BatchSettings settings;

	private final DoubleSupplier random;

	private final List<PoisonSuspects> suspected = new ArrayList<>();

	private @Nullable OutageHold hold;

	/** Who was asked last, so that the next probe asks with another one. */
	private @Nullable QueuedOperation lastProbe;

	private boolean probing;

	/** How many answers said that Customer.io works. */
	private long acceptances;

	/** Whether more than one operation alone has failed since the last of them. */
	private boolean failing;

	/** Whether a whole batch has been refused since the last of them. */
	private boolean refusing;

	private @Nullable CustomerIoException lastFailure;

	private boolean lastWasRefusal;

	private final Outbox outbox;

	OutageDetector(String name, IdentityLanes lanes, BatchSettings settings, DoubleSupplier random, Outbox outbox) {
		this.name = name;
		this.lanes = lanes;
		this.settings = settings;
		this.random = random;
		this.outbox = outbox;
	}

	boolean isHolding() {
		return this.hold != null;
	}

	QueueStats.@Nullable Hold hold(long now) {
		return (this.hold != null) ? this.hold.stats(now) : null;
	}

	/** Why nothing gets through, or {@code null} if it does. */
	@Nullable CustomerIoException holdCause() {
		return (this.hold != null) ? this.hold.cause() : null;
	}

	long acceptances() {
		return this.acceptances;
	}

	@Nullable CustomerIoException lastFailure() {
		return this.lastFailure;
	}

	/** Ask with one operation, another one each time, so that a bad one stops nobody. */
	@Nullable Batch probe(long now) {
		if (this.hold == null || this.probing || this.hold.nanosUntilProbe(now) > 0) {
			return null;
		}
		QueuedOperation next = nextToAskWith();
		if (next == null) {
			return null;
		}
		PoisonSuspects suspects = this.suspected.stream()
			.filter((it) -> it.members().contains(next))
			.findFirst()
			.orElse(null);
		Batch batch = new Batch(suspects, true, this.acceptances);
		if (suspects != null) {
			suspects.probe(batch, next);
		}
		else {
			this.lanes.take(next);
			batch.add(next);
		}
		this.lastProbe = next;
		this.probing = true;
		return batch;
	}

	/** The one that came next after the last one, among those that may go. */
	private @Nullable QueuedOperation nextToAskWith() {
		TreeSet<QueuedOperation> suspects = new TreeSet<>();
		for (PoisonSuspects some : this.suspected) {
			if (!some.isUnderWay()) {
				some.members().stream().filter(this.lanes::isFree).forEach(suspects::add);
			}
		}
		QueuedOperation last = this.lastProbe;
		QueuedOperation next = (last != null) ? earlier(this.lanes.after(last), suspects.higher(last)) : null;
		return (next != null) ? next : earlier(this.lanes.first(), suspects.isEmpty() ? null : suspects.first());
	}

	private static @Nullable QueuedOperation earlier(@Nullable QueuedOperation one, @Nullable QueuedOperation other) {
		return (one == null || (other != null && other.compareTo(one) < 0)) ? other : one;
	}

	/** Try some suspects. */
	@Nullable Batch test(Collection<Batch> underWay, long now) {
		if (this.suspected.isEmpty()) {
			return null;
		}
		long tries = underWay.stream().filter((batch) -> batch.suspects() != null).count();
		if (underWay.isEmpty() && this.lanes.first() == null) {
			askIfUnproven(now);
		}
		PoisonSuspects due = this.suspected.stream()
			.filter((it) -> it.isDue(now, this.acceptances))
			.findFirst()
			.orElse(null);
		if (isHolding() || due == null || tries >= Math.max(1, this.settings.concurrency() / SHARE_OF_TRIES)) {
			return null;
		}
		Batch batch = new Batch(due, false, this.acceptances);
		due.test(batch);
		return batch;
	}

	/** Nobody else is there whose answer could tell suspects from an outage. */
	private void askIfUnproven(long now) {
		CustomerIoException reason = this.lastFailure;
		if (reason != null && this.suspected.stream().noneMatch((it) -> it.isProven(this.acceptances))) {
			this.hold = new OutageHold(reason, this.lastWasRefusal, now, this.random.getAsDouble());
		}
	}

	long nanosUntilNext(long now) {
		if (this.hold != null) {
			long wait = this.hold.nanosUntilProbe(now);
			return (this.probing || wait == 0) ? Long.MAX_VALUE : wait;
		}
		long wait = Long.MAX_VALUE;
		for (PoisonSuspects suspects : this.suspected) {
			long due = suspects.nanosUntilDue(now, this.acceptances);
			wait = (due > 0) ? Math.min(wait, due) : wait;
		}
		return wait;
	}

	/** Customer.io took a batch, and said so. */
	void accepted(int waiting, long now) {
		this.acceptances++;
		this.failing = false;
		this.refusing = false;
		OutageHold hold = this.hold;
		if (hold != null) {
			this.hold = null;
			this.lastProbe = null;
			this.outbox.logLine(hold.over(this.name, waiting, now));
		}
	}

	/** Customer.io refused an operation, so it is there. */
	void refused(int waiting, long now) {
		if (this.hold != null && !this.hold.isRefusal()) {
			accepted(waiting, now);
		}
	}

	/**
	 * A batch failed.
	 * @return whether its one operation has been tried often enough
	 */
	boolean failed(Batch batch, List<QueuedOperation> operations, Kind kind, CustomerIoException reason, long now) {
		boolean othersAccepted = this.acceptances > batch.acceptances();
		PoisonSuspects suspects = batch.suspects();
		this.lastFailure = reason;
		this.lastWasRefusal = kind == Kind.REFUSED;
		if (suspects == null && kind == Kind.REFUSED) {
			suspect(operations, reason, now);
			if (!this.refusing) {
				this.refusing = true;
				return false; // the first half will tell whether that is about operations
			}
		}
		else if (suspects == null) {
			giveBack(operations, kind, reason, now);
		}
		else if (suspects.isAlone() && kind == Kind.FAILED && (othersAccepted || !this.failing)) {
			return suspects.failedAlone(now); // that is no outage
		}
		else if (suspects.isAlone() && kind == Kind.FAILED && batch.isProbe()) {
			this.failing = true;
			return suspects.failedAsProbe(); // there may be nobody else to ask with
		}
		else if (!suspects.isAlone() && kind != Kind.OUTAGE && !batch.isProbe()) {
			suspects.narrow(batch.operations().size(), batch.acceptances()).forEach(this.lanes::giveBack);
			return false; // the rest tells whether it is an outage
		}
		this.failing = true;
		if (!othersAccepted && this.hold == null) {
			this.hold = new OutageHold(reason, kind == Kind.REFUSED, now, this.random.getAsDouble());
		}
		return false;
	}

	/** Suspected is who failed before, if others have been accepted since. */
	private void giveBack(List<QueuedOperation> operations, Kind kind, CustomerIoException reason, long now) {
		List<QueuedOperation> again = new ArrayList<>();
		for (QueuedOperation operation : operations) {
			if (kind == Kind.FAILED && operation.strike(this.acceptances) > 1) {
				again.add(operation);
			}
			else {
				this.lanes.giveBack(operation);
			}
		}
		if (!again.isEmpty()) {
			suspect(again, reason, now);
		}
	}

	private void suspect(List<QueuedOperation> operations, CustomerIoException reason, long now) {
		operations.forEach(QueuedOperation::suspected);
		this.suspected.add(new PoisonSuspects(operations, reason instanceof CustomerIoResponseException, now));
	}

	/** After all else was said about a batch. */
	void ended(Batch batch, @Nullable CustomerIoException reason, boolean atTheEnd, int waiting, long now) {
		if (batch.suspects() != null) {
			batch.suspects().tested();
		}
		if (batch.isProbe()) {
			this.probing = false;
			if (this.hold != null && reason != null) {
				this.hold.probeFailed(reason, now, this.random.getAsDouble(), atTheEnd);
				this.outbox.logLine(OutageHold.isOurEnd(reason) ? null : this.hold.goesOn(this.name, waiting, now));
			}
		}
	}

	/** All that are suspected and not being tried. */
	List<QueuedOperation> suspects() {
		if (this.suspected.isEmpty()) { // asked for each operation that is handed in
			return List.of();
		}
		this.suspected.removeIf(PoisonSuspects::isOver);
		return this.suspected.stream()
			.flatMap((it) -> it.members().stream())
			.filter((member) -> member.state() == State.SUSPECTED)
			.toList();
	}

	void hurry(long now) {
		if (this.hold != null) {
			this.hold.hurry(now);
		}
	}

}
