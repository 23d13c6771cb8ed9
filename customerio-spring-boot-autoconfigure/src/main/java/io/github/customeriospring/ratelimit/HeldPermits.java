package io.github.customeriospring.ratelimit;

import java.util.Arrays;

/**
 * The permits in use, in the order in which they were taken. Not thread-safe. Taking and
 * returning one costs a few array accesses and no allocation.
 */
final class HeldPermits {

	/** The time of a permit whose request has not left yet. */
	private static final long IN_HAND = Long.MIN_VALUE;

	/** The time of a permit that is free again but has an older one before it. */
	private static final long RELEASED = Long.MAX_VALUE;

	/** When the request of a slot left, at slot modulo length. */
	private long[] leftAt;

	private long oldest;

	private long next;

	private int count;

	/** Answered permits in the order of their answers, slot and time. */
	private long[] answers;

	private long oldestAnswer;

	private long nextAnswer;

	HeldPermits(int expected) {
		this.leftAt = new long[Integer.highestOneBit(Math.max(8, expected)) * 2];
		this.answers = new long[2 * this.leftAt.length];
	}

	int count() {
		return this.count;
	}

	/** Whether one more takes memory, unless some are expired before. */
	boolean isFull() {
		return this.next - this.oldest == this.leftAt.length;
	}

	long take() {
		if (isFull()) {
			this.leftAt = grow(this.leftAt, this.oldest, this.next, 1);
		}
		long slot = this.next++;
		this.leftAt[index(slot)] = IN_HAND;
		this.count++;
		return slot;
	}

	/**
	 * The time the request of a slot left, or {@code now} if it has not or is released.
	 */
	long leftAt(long slot, long now) {
		long time = isHeld(slot) ? this.leftAt[index(slot)] : IN_HAND;
		return (time == IN_HAND) ? now : time;
	}

	boolean isHeld(long slot) {
		return slot >= this.oldest && slot < this.next && this.leftAt[index(slot)] != RELEASED;
	}

	void left(long slot, long time) {
		if (isHeld(slot) && this.leftAt[index(slot)] == IN_HAND) {
			// the two times that stand for something else come around too
			this.leftAt[index(slot)] = (time == RELEASED || time == IN_HAND) ? IN_HAND + 1 : time;
		}
	}

	void answered(long slot, long time) {
		if (!isHeld(slot)) {
			return;
		}
		if (2 * (this.nextAnswer - this.oldestAnswer) == this.answers.length) {
			this.answers = grow(this.answers, this.oldestAnswer, this.nextAnswer, 2);
		}
		int index = answerIndex(this.nextAnswer++);
		this.answers[index] = slot;
		this.answers[index + 1] = time;
	}

	void release(long slot) {
		if (isHeld(slot)) {
			this.leftAt[index(slot)] = RELEASED;
			this.count--;
		}
	}

	/**
	 * Release what is old enough.
	 * @param leftBefore permits whose request left before this time are released
	 * @param answeredBefore permits whose request was answered before this time are
	 * released
	 */
	void expire(long leftBefore, long answeredBefore) {
		while (this.oldestAnswer < this.nextAnswer && (!isHeld(this.answers[answerIndex(this.oldestAnswer)])
				|| this.answers[answerIndex(this.oldestAnswer) + 1] - answeredBefore <= 0)) {
			release(this.answers[answerIndex(this.oldestAnswer++)]);
		}
		while (this.oldest < this.next) {
			long time = this.leftAt[index(this.oldest)];
			if (time != RELEASED && (time == IN_HAND || time - leftBefore > 0)) {
				return;
			}
			release(this.oldest);
			this.oldest++;
		}
	}

	/**
	 * How long until a number of permits are released if no answer comes and what has not
	 * left does so now, after {@link #expire(long, long)} with the same times; for ever
	 * if there are fewer. They are released in their order, so each waits for the ones
	 * before it.
	 */
	long nanosUntilRelease(int permits, long leftBefore, long answeredBefore, long now) {
		long wait = Long.MAX_VALUE;
		int missing = permits;
		long last = 1;
		for (long answer = this.oldestAnswer; missing > 0 && answer < this.nextAnswer; answer++) {
			int index = answerIndex(answer);
			if (isHeld(this.answers[index])) {
				last = Math.max(last, this.answers[index + 1] - answeredBefore);
				wait = (--missing == 0) ? last : wait;
			}
		}
		missing = permits;
		last = 1;
		for (long slot = this.oldest; missing > 0 && slot < this.next; slot++) {
			if (isHeld(slot)) {
				last = Math.max(last, leftAt(slot, now) - leftBefore);
				wait = (--missing == 0) ? Math.min(wait, last) : wait;
			}
		}
		return wait;
	}

	private int index(long slot) {
		return (int) slot & (this.leftAt.length - 1);
	}

	private int answerIndex(long answer) {
		return (int) (2 * answer) & (this.answers.length - 1);
	}

	/** Copies what lies between two counters, each entry taking a number of cells. */
	private static long[] grow(long[] ring, long from, long to, int cells) {
		long[] grown = Arrays.copyOf(ring, ring.length * 2);
		for (long cell = from * cells; cell < to * cells; cell++) {
			grown[(int) cell & (grown.length - 1)] = ring[(int) cell & (ring.length - 1)];
		}
		return grown;
	}

}
