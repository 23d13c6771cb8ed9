package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the limiter does where answers are late and calls are few.
 */
class SlidingWindowEdgeTests {

	private static final Duration WINDOW = Duration.ofSeconds(1);

	private final ManualClock clock = new ManualClock();

	@Test
	void reservedPermitsStayBelowTheLimitInAnyWindow() {
		SlidingWindowRateLimiter limiter = limiter(10, WINDOW, Duration.ZERO, Duration.ZERO);
		List<Long> times = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			times.add(this.clock.getAsLong() + limiter.reservePermission());
			this.clock.advanceMillis((i < 10) ? 90 : 0);
		}
		for (int i = 10; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 10)).isGreaterThanOrEqualTo(WINDOW.toNanos());
		}
	}

	@Test
	void reservedPermitsBesideOthersStayBelowTheLimitInAnyWindow() {
		SlidingWindowRateLimiter limiter = limiter(2, WINDOW, Duration.ZERO, WINDOW);
		long[] slots = { limiter.tryAcquire(), limiter.tryAcquire() };
		for (long slot : slots) {
			limiter.left(slot);
		}
		List<Long> times = new ArrayList<>();
		times.add(this.clock.getAsLong() + limiter.reservePermission());
		this.clock.advanceMillis(10);
		for (long slot : slots) {
			// after the answer that the reserved one is thought to have
			limiter.answered(slot, true);
		}
		for (int i = 0; i < 5; i++) {
			times.add(this.clock.getAsLong() + limiter.reservePermission());
		}
		Collections.sort(times);
		for (int i = 2; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 2)).isGreaterThanOrEqualTo(WINDOW.toNanos());
		}
	}

	@Test
	void reservedPermitsAreAWindowApartThoughARequestHasNotLeft() {
		SlidingWindowRateLimiter limiter = limiter(1, WINDOW, Duration.ZERO, Duration.ZERO);
		limiter.tryAcquire();
		for (int i = 1; i < 4; i++) {
			assertThat(limiter.reservePermission()).isGreaterThanOrEqualTo(WINDOW.multipliedBy(i).toNanos());
		}
	}

	@Test
	void connectionThatTakesLongHoldsOnlyItsOwnPermitWhereTheMarginIsFixed() {
		SlidingWindowRateLimiter limiter = limiter(2, WINDOW, Duration.ofMillis(30), Duration.ofMillis(30));
		limiter.tryAcquire();
		for (int i = 0; i < 3; i++) {
			long slot = limiter.tryAcquire();
			assertThat(slot).isNotNegative();
			limiter.left(slot);
			limiter.answered(slot, true);
			this.clock.advanceMillis(1030);
		}
	}

	@Test
	void answersAreForgottenWhereTheMarginIsFixed() {
		HeldPermits held = new HeldPermits(1);
		Margin margin = new Margin(WINDOW, Duration.ofMillis(30), Duration.ofMillis(30), 2);
		assertThat(margin.holdAfterAnswer()).isEqualTo(margin.holdAfterDeparture());
		long slot = held.take();
		held.left(slot, 0);
		held.answered(slot, 0);
		held.expire(0, 0);
		assertThat(held.nanosUntilRelease(1, 0, 0, 0)).isEqualTo(Long.MAX_VALUE);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE })
	void permitIsHeldWheneverItsRequestLeft(long now) {
		HeldPermits held = new HeldPermits(1);
		long slot = held.take();
		held.left(slot, now);
		assertThat(held.isHeld(slot)).isTrue();
		held.expire(now + 2, now + 2);
		assertThat(held.count()).isZero();
	}

	@ParameterizedTest(name = "window {0} ms, round trip {1} ms")
	@CsvSource({ "1000, 100", "1000, 1500", "1000, 3000", "50, 80", "50, 200" })
	void limitIsUsedHoweverLongTheRoundTripIs(long windowMillis, long tripMillis) {
		Duration window = Duration.ofMillis(windowMillis);
		SlidingWindowRateLimiter limiter = limiter(10, window, Duration.ofMillis(2), window);
		send(limiter, 5000, tripMillis); // until it follows the round trips
		long start = this.clock.getAsLong();
		send(limiter, 1000, tripMillis);
		assertThat(100.0 * window.toNanos() / (this.clock.getAsLong() - start)).isGreaterThan(0.93);
	}

	@Test
	void lateAnswerIsNotTakenForAShortRoundTrip() {
		SlidingWindowRateLimiter limiter = limiter(1, WINDOW, Duration.ofMillis(2), WINDOW);
		send(limiter, 10, 100);
		long late = limiter.tryAcquire();
		limiter.left(late);
		this.clock.advanceMillis(2500);
		long next = limiter.tryAcquire();
		limiter.left(next);
		limiter.answered(late, true);
		this.clock.advanceMillis(100);
		limiter.answered(next, true);
		assertThat(limiter.tryAcquire()).isEqualTo(-Duration.ofMillis(902).toNanos());
	}

	@Test
	void loweredLimitComesBackWithTimeWhereNobodyCalls() {
		SlidingWindowRateLimiter limiter = limiter(100, WINDOW, Duration.ofMillis(2), WINDOW);
		limiter.throttled(limiter.tryAcquire(), false, 0);
		this.clock.advance(Duration.ofSeconds(59));
		assertThat(limiter.nanosUntil(100)).isPositive();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(limiter.nanosUntil(100)).isZero();
		assertThat(limiter.getEffectiveLimit()).isEqualTo(100);
	}

	private SlidingWindowRateLimiter limiter(int limit, Duration window, Duration min, Duration max) {
		return new SlidingWindowRateLimiter("test", limit, window, min, max, Duration.ofMinutes(1), this.clock);
	}

	/** Send as fast as the limiter lets us, each answer coming the same time later. */
	private void send(SlidingWindowRateLimiter limiter, int calls, long tripMillis) {
		Deque<long[]> open = new ArrayDeque<>();
		for (int sent = 0; sent < calls || !open.isEmpty();) {
			while (!open.isEmpty() && open.peek()[1] - this.clock.getAsLong() <= 0) {
				limiter.answered(open.remove()[0], true);
			}
			long slot = (sent < calls) ? limiter.tryAcquire() : -1;
			if (slot >= 0) {
				sent++;
				limiter.left(slot);
				open.add(new long[] { slot, this.clock.getAsLong() + Duration.ofMillis(tripMillis).toNanos() });
			}
			else if (sent == calls) {
				return;
			}
			else {
				this.clock.advanceMillis(1);
			}
		}
	}

}
