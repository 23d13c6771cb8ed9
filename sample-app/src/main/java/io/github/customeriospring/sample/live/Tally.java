package io.github.customeriospring.sample.live;

import java.util.concurrent.atomic.LongAdder;

import reactor.core.publisher.Mono;

/**
 * Counts what becomes of the calls of a burst.
 */
final class Tally {

	private final LongAdder calls = new LongAdder();

	private final LongAdder accepted = new LongAdder();

	private final LongAdder throttled = new LongAdder();

	private final LongAdder lost = new LongAdder();

	/** Never fails: a call that does is lost. */
	Mono<Void> count(Mono<Void> call) {
		return call.doOnSubscribe((subscription) -> this.calls.increment())
			.doOnSuccess((nothing) -> this.accepted.increment())
			.doOnError((ex) -> this.lost.increment())
			.onErrorComplete();
	}

	/** An answer of 429, which need not be the call's last. */
	void throttled() {
		this.throttled.increment();
	}

	boolean isUnderWay() {
		return counts().underWay() > 0;
	}

	Counts counts() {
		// the ends before the beginnings: never more of them
		long ended = this.accepted.sum();
		long lost = this.lost.sum();
		return new Counts(this.calls.sum(), ended, this.throttled.sum(), lost);
	}

	/**
	 * @param calls the calls that were made
	 * @param accepted those that ended well
	 * @param throttled answers of 429
	 * @param lost the calls that ended with an error
	 */
	record Counts(long calls, long accepted, long throttled, long lost) {

		long underWay() {
			return this.calls - this.accepted - this.lost;
		}

	}

}
