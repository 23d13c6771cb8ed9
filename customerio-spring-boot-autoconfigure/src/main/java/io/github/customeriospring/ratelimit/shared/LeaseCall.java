package io.github.customeriospring.ratelimit.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One call of the script {@code lease.lua}, which documents the arguments.
 *
 * @param startedAt when it started
 * @param wants how many permits it asks for, for each priority
 * @param first the number of the first of them
 * @param arguments what the script is told
 */
record LeaseCall(long startedAt, int[] wants, long first, List<String> arguments) {

	/**
	 * Ask for what is wanted and not in hand.
	 * @param wanted how many permits, for each priority
	 * @param inHand how many are there
	 * @param most how many may be asked for
	 */
	static int[] wants(int[] wanted, int inHand, int most) {
		int[] wants = new int[wanted.length];
		int covered = inHand;
		int left = most;
		for (int i = 0; i < wanted.length; i++) {
			int there = Math.min(covered, wanted[i]);
			covered -= there;
			wants[i] = Math.min(left, wanted[i] - there);
			left -= wants[i];
		}
		return wants;
	}

	int count() {
		return IntStream.of(this.wants).sum();
	}

	/** Puts arguments together, durations in microseconds. */
	static final class Arguments {

		private final List<String> all = new ArrayList<>();

		Arguments text(String text) {
			this.all.add(text);
			return this;
		}

		Arguments number(long number) {
			return text(Long.toString(number));
		}

		Arguments nanos(long nanos) {
			return number(TimeUnit.NANOSECONDS.toMicros(nanos));
		}

		List<String> all() {
			return this.all;
		}

	}

}
