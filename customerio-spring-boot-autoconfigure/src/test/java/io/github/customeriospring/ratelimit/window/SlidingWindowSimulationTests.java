package io.github.customeriospring.ratelimit.window;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets the limiter send over a link with random delays, in virtual time, to a server that
 * counts arrivals in its own way: a queue of the accepted ones of the last window.
 */
class SlidingWindowSimulationTests {

	private static final long MILLI = 1_000_000L;

	private static final int LIMIT = 100;

	private static final int CALLS = 20_000;

	@ParameterizedTest(name = "median {0} ms, sigma {1}: at most {2} refused, at least {3} of the limit")
	@CsvSource({ "8, 0.6, 2, 0.97", "10, 1.2, 20, 0.94", "0.2, 0.5, 0, 0.98" })
	void limiterStaysBelowTheLimitOverALinkWithJitter(double medianMillis, double sigma, int mostRefused,
			double leastUse) {
		for (int seed = 0; seed < 3; seed++) {
			Link link = new Link(new Random(seed), medianMillis, sigma);
			link.run();
			assertThat(link.refused).as("refused, seed " + seed).isLessThanOrEqualTo(mostRefused);
			assertThat(CALLS / (link.now / 1e9) / LIMIT).as("use of the limit, seed " + seed).isGreaterThan(leastUse);
		}
	}

	private static final class Link {

		private final Random random;

		private final double median;

		private final double sigma;

		private final PriorityQueue<Event> events = new PriorityQueue<>();

		private final Deque<Long> counted = new ArrayDeque<>();

		private long now;

		private int toSend = CALLS;

		private int refused;

		private int accepted;

		private long pausedUntil;

		private long episode;

		private long sequence;

		private long wakeAt;

		private final PermitWindow window = new PermitWindow.Settings(Quota.TRACK, LIMIT, Duration.ofSeconds(1),
				Duration.ofMillis(2), null, 0, Schedulers.immediate(), () -> this.now)
			.local(LIMIT, Duration.ofSeconds(1));

		Link(Random random, double median, double sigma) {
			this.random = random;
			this.median = median;
			this.sigma = sigma;
		}

		void run() {
			at(0, this::send);
			while (this.accepted < CALLS) {
				Event event = this.events.remove();
				this.now = event.time;
				event.action.run();
			}
		}

		private void send() {
			while (this.toSend > 0) {
				long wait = this.pausedUntil - this.now;
				Permit permit = (wait > 0) ? null : this.window.take(this.now);
				if (permit == null) {
					wakeAfter((wait > 0) ? wait : this.window.nanosUntilNext(this.now));
					return;
				}
				this.toSend--;
				this.window.left(permit, this.now);
				long leftAt = this.now;
				at(delay(), () -> arrive(permit, leftAt));
			}
		}

		/** One timer, up to 2 ms late, set anew only for an earlier time. */
		private void wakeAfter(long nanos) {
			long time = this.now + nanos;
			if (this.wakeAt == 0 || time < this.wakeAt) {
				this.wakeAt = time;
				at(nanos + this.random.nextInt(2 * (int) MILLI), () -> {
					if (this.wakeAt == time) {
						this.wakeAt = 0;
						send();
					}
				});
			}
		}

		private void arrive(Permit permit, long leftAt) {
			while (!this.counted.isEmpty() && this.counted.peek() <= this.now - 1000 * MILLI) {
				this.counted.remove();
			}
			boolean accepts = this.counted.size() < LIMIT;
			if (accepts) {
				this.counted.add(this.now);
			}
			at(20 * MILLI + delay(), () -> answer(permit, leftAt, accepts));
		}

		private void answer(Permit permit, long leftAt, boolean accepts) {
			if (accepts) {
				this.accepted++;
				this.window.answered(permit, true, this.now);
			}
			else {
				this.refused++;
				this.toSend++;
				boolean again = leftAt < this.episode;
				this.episode = again ? this.episode : this.now;
				this.window.refused(permit, again, this.toSend > 0, 1000 * MILLI, this.now);
				this.pausedUntil = this.now + 1000 * MILLI;
			}
			send();
		}

		private long delay() {
			return (long) (MILLI * (30 + this.median * Math.exp(this.sigma * this.random.nextGaussian())));
		}

		private void at(long delay, Runnable action) {
			this.events.add(new Event(this.now + delay, this.sequence++, action));
		}

	}

	private record Event(long time, long sequence, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return (this.time != other.time) ? Long.compare(this.time, other.time)
					: Long.compare(this.sequence, other.sequence);
		}

	}

}
