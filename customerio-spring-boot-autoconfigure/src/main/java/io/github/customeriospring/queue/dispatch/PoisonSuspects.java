package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.queue.dispatch.QueuedOperation.State;

/**
 * Operations of which at least one lets its request fail while those of others are
 * accepted. Halves are tried, so that each step costs about one request, until one is
 * alone. Not thread-safe.
 */
final class PoisonSuspects {

	/** How often one is tried alone. */
	private static final int TRIES_ALONE = 4;

	/** The same while all hold: more than six minutes. */
	private static final int PROBES_ALONE = 20;

	private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

	/** What is tried of those that get an answer: as few requests as can be. */
	private static final int HALF = 2;

	/** Of those that get none, which costs a timeout each time it fails. */
	private static final int QUARTER = 4;

	private final int part;

	/** By arrival. */
	private List<QueuedOperation> members;

	private boolean underWay;

	private long acceptancesNeeded = -1;

	private int triesAlone;

	private int probesAlone;

	private long nextNanos;

	PoisonSuspects(List<QueuedOperation> members, boolean answered, long now) {
		this.part = answered ? HALF : QUARTER;
		this.members = new ArrayList<>(members);
		this.nextNanos = now;
	}

	/** Forget who has an outcome. */
	boolean isOver() {
		this.members.removeIf((member) -> member.state() == State.SETTLED);
		return this.members.isEmpty();
	}

	boolean isUnderWay() {
		return this.underWay;
	}

	boolean isDue(long now, long acceptances) {
		return !this.underWay && isProven(acceptances) && this.nextNanos - now <= 0;
	}

	/** Whether something was accepted since a test failed, so that it was no outage. */
	boolean isProven(long acceptances) {
		return acceptances > this.acceptancesNeeded;
	}

	/** When the next try is due, or {@link Long#MAX_VALUE} nanoseconds hence. */
	long nanosUntilDue(long now, long acceptances) {
		return (this.underWay || !isProven(acceptances)) ? Long.MAX_VALUE : Math.max(0, this.nextNanos - now);
	}

	boolean isAlone() {
		return this.members.size() == 1;
	}

	List<QueuedOperation> members() {
		return this.members;
	}

	/** Put the first part, or who is alone, into a batch. */
	void test(Batch batch) {
		this.underWay = true;
		this.members.subList(0, (this.members.size() + this.part - 1) / this.part).forEach(batch::add);
	}

	/** Ask with one of them whether a hold is over. */
	void probe(Batch batch, QueuedOperation member) {
		this.underWay = true;
		batch.add(member);
	}

	/** The test is over; who passed is settled, so the others remain. */
	void tested() {
		this.underWay = false;
		this.members.forEach((member) -> {
			if (member.state() == State.UNDER_WAY) {
				member.suspected();
			}
		});
	}

	/**
	 * The first part failed.
	 * @param acceptances how many batches had been accepted when it left
	 * @return the rest, which is not suspected any more
	 */
	List<QueuedOperation> narrow(int tested, long acceptances) {
		this.acceptancesNeeded = acceptances;
		List<QueuedOperation> free = new ArrayList<>(this.members.subList(tested, this.members.size()));
		this.members = new ArrayList<>(this.members.subList(0, tested));
		return free;
	}

	/**
	 * The one that is alone failed again.
	 * @return whether that was once too often
	 */
	boolean failedAlone(long now) {
		this.nextNanos = now + (BETWEEN_TRIES.toNanos() << this.triesAlone);
		return ++this.triesAlone >= TRIES_ALONE;
	}

	/**
	 * The one that is alone failed while all held, so that an outage may be to blame.
	 * @return whether that was once too often nevertheless
	 */
	boolean failedAsProbe() {
		return ++this.probesAlone >= PROBES_ALONE;
	}

}
