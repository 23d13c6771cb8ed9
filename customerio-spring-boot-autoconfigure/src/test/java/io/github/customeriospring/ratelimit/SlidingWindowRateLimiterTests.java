package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SlidingWindowRateLimiterTests {

	private static final Duration WINDOW = Duration.ofSeconds(1);

	private final ManualClock clock = new ManualClock();

	@Test
	void tryAcquireGivesTheLimitAtOnceAndThenSaysWhenToAskAgain() {
		SlidingWindowRateLimiter limiter = fixed(3, 20);
		assertThat(take(limiter, 3)).hasSize(3).allSatisfy(limiter::left);
		this.clock.advanceMillis(400);
		assertThat(limiter.tryAcquire()).isEqualTo(-Duration.ofMillis(620).toNanos());
	}

	@Test
	void permitIsUsedUntilAWindowAndTheMarginAfterItsRequestLeft() {
		SlidingWindowRateLimiter limiter = fixed(1, 20);
		long slot = limiter.tryAcquire();
		this.clock.advanceMillis(500);
		limiter.left(slot);
		this.clock.advanceMillis(1019);
		assertThat(limiter.tryAcquire()).isNegative();
		this.clock.advanceMillis(1);
		assertThat(limiter.tryAcquire()).isNotNegative();
	}

	@Test
	void permitIsUsedWhileItsRequestHasNotLeft() {
		SlidingWindowRateLimiter limiter = fixed(1, 20);
		limiter.tryAcquire();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(limiter.tryAcquire()).isEqualTo(-WINDOW.toNanos());
	}

	@Test
	void permitIsFreeAWindowAfterTheAnswerMinusTheShortestRoundTripWhenItIsTrusted() {
		SlidingWindowRateLimiter limiter = adaptive(1);
		roundTrip(limiter, 10, 2000);
		roundTrip(limiter, 10, 2000);
		roundTrip(limiter, 30, 0);
		// 30 ms way, of which 10 at least were outside of the server; 2 ms smallest
		// margin
		this.clock.advanceMillis(1000 - 10 + 1);
		assertThat(limiter.tryAcquire()).isNegative();
		this.clock.advanceMillis(1);
		assertThat(limiter.tryAcquire()).isNotNegative();
	}

	@Test
	void permitIsHeldAWholeWindowAfterTheAnswerWhileRoundTripsAreFew() {
		SlidingWindowRateLimiter limiter = adaptive(1);
		roundTrip(limiter, 10, 0);
		this.clock.advanceMillis(1001);
		assertThat(limiter.tryAcquire()).isNegative();
		this.clock.advanceMillis(1);
		assertThat(limiter.tryAcquire()).isNotNegative();
	}

	@Test
	void slowAnswerDelaysOnlyItsOwnPermit() {
		SlidingWindowRateLimiter limiter = adaptive(2);
		long slow = limiter.tryAcquire();
		long fast = limiter.tryAcquire();
		limiter.left(slow);
		limiter.left(fast);
		this.clock.advanceMillis(10);
		limiter.answered(fast, true);
		this.clock.advanceMillis(1002);
		assertThat(limiter.tryAcquire()).isNotNegative();
		assertThat(limiter.tryAcquire()).isNegative();
	}

	@Test
	void unansweredPermitIsFreeAfterTheLargestMargin() {
		SlidingWindowRateLimiter limiter = adaptive(1);
		long slot = limiter.tryAcquire();
		limiter.left(slot);
		this.clock.advanceMillis(1999);
		assertThat(limiter.tryAcquire()).isNegative();
		this.clock.advanceMillis(1);
		assertThat(limiter.tryAcquire()).isNotNegative();
	}

	@Test
	void refusedPermitIsFreeAtOnceAndTheLimitFollowsWhatTheServerHolds() {
		SlidingWindowRateLimiter limiter = adaptive(10);
		List<Long> slots = take(limiter, 10);
		slots.forEach(limiter::left);
		limiter.throttled(slots.get(9), false, 0);
		assertThat(limiter.getEffectiveLimit()).isEqualTo(9);
		limiter.throttled(slots.get(8), true, 0);
		assertThat(limiter.getEffectiveLimit()).isEqualTo(8);
		assertThat(limiter.getRateLimiterConfig().getLimitForPeriod()).isEqualTo(10);
	}

	@Test
	void loweredLimitComesBackWhenNothingIsRefusedForAWhile() {
		SlidingWindowRateLimiter limiter = adaptive(10);
		List<Long> slots = take(limiter, 10);
		slots.forEach(limiter::left);
		slots.subList(5, 10).forEach((slot) -> limiter.throttled(slot, slot != slots.get(5), 0));
		assertThat(limiter.getEffectiveLimit()).isLessThanOrEqualTo(5);
		int windows = 0;
		while (limiter.getEffectiveLimit() < 10 && windows++ < 100) {
			this.clock.advance(WINDOW.multipliedBy(2));
			for (long slot = limiter.tryAcquire(); slot >= 0; slot = limiter.tryAcquire()) {
				limiter.left(slot);
				this.clock.advanceMillis(100);
				limiter.answered(slot, true);
			}
		}
		assertThat(windows).isBetween(3, 30);
	}

	@Test
	void reservePermissionSaysHowLongToWait() {
		SlidingWindowRateLimiter limiter = fixed(2, 0);
		assertThat(limiter.reservePermission()).isZero();
		assertThat(limiter.reservePermission()).isZero();
		this.clock.advanceMillis(300);
		assertThat(limiter.reservePermission()).isEqualTo(Duration.ofMillis(700).toNanos());
	}

	@Test
	void reservePermissionIsRefusedWhenTheWaitIsLongerThanTheTimeout() {
		SlidingWindowRateLimiter limiter = fixed(1, 0);
		limiter.changeTimeoutDuration(Duration.ofMillis(500));
		List<Object> failures = new ArrayList<>();
		limiter.getEventPublisher().onFailure(failures::add);
		limiter.reservePermission();
		assertThat(limiter.reservePermission()).isEqualTo(-1);
		assertThat(limiter.acquirePermission()).isFalse();
		assertThat(failures).hasSize(2);
	}

	@Test
	void reservePermissionOfMoreThanTheLimitIsRefused() {
		assertThat(fixed(2, 0).reservePermission(3)).isEqualTo(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> fixed(2, 0).reservePermission(0))
			.withMessage("'permits' must be positive, was 0");
	}

	@Test
	void acquirePermissionStopsWaitingWhenTheThreadIsInterrupted() {
		SlidingWindowRateLimiter limiter = fixed(1, 0);
		limiter.acquirePermission();
		Thread.currentThread().interrupt();
		assertThat(limiter.acquirePermission()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void drainPermissionsLeavesNone() {
		SlidingWindowRateLimiter limiter = fixed(5, 0);
		limiter.drainPermissions();
		assertThat(limiter.getMetrics().getAvailablePermissions()).isZero();
		this.clock.advance(WINDOW);
		assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(5);
	}

	@Test
	void changeLimitForPeriodHoldsFromTheNextPermit() {
		SlidingWindowRateLimiter limiter = fixed(2, 0);
		take(limiter, 2).forEach(limiter::left);
		limiter.changeLimitForPeriod(40);
		assertThat(take(limiter, 50)).hasSize(38);
		limiter.changeLimitForPeriod(1);
		assertThat(limiter.getMetrics().getAvailablePermissions()).isNegative();
		assertThat(limiter.getRateLimiterConfig().getLimitForPeriod()).isOne();
	}

	@Test
	void nanosUntilCountsWholeWindows() {
		SlidingWindowRateLimiter limiter = fixed(10, 0);
		assertThat(limiter.nanosUntil(10)).isZero();
		take(limiter, 10).forEach(limiter::left);
		assertThat(Duration.ofNanos(limiter.nanosUntil(1))).isEqualTo(WINDOW);
		assertThat(Duration.ofNanos(limiter.nanosUntil(10))).isEqualTo(WINDOW);
		assertThat(Duration.ofNanos(limiter.nanosUntil(11))).isEqualTo(WINDOW.multipliedBy(2));
	}

	@Test
	void successEventsArePublished() {
		SlidingWindowRateLimiter limiter = fixed(5, 0);
		List<Object> events = new ArrayList<>();
		limiter.getEventPublisher().onSuccess(events::add);
		limiter.tryAcquire();
		limiter.reservePermission(2);
		assertThat(events).hasSize(2);
	}

	private SlidingWindowRateLimiter fixed(int limit, long marginMillis) {
		Duration margin = Duration.ofMillis(marginMillis);
		return new SlidingWindowRateLimiter("test", limit, WINDOW, margin, margin, Duration.ofMinutes(1), this.clock);
	}

	private SlidingWindowRateLimiter adaptive(int limit) {
		return new SlidingWindowRateLimiter("test", limit, WINDOW, Duration.ofMillis(2), WINDOW, Duration.ofMinutes(1),
				this.clock);
	}

	private static List<Long> take(SlidingWindowRateLimiter limiter, int wanted) {
		List<Long> slots = new ArrayList<>();
		for (int i = 0; i < wanted; i++) {
			long slot = limiter.tryAcquire();
			if (slot >= 0) {
				slots.add(slot);
			}
		}
		return slots;
	}

	private void roundTrip(SlidingWindowRateLimiter limiter, long millis, long thenMillis) {
		long slot = limiter.tryAcquire();
		assertThat(slot).isNotNegative();
		limiter.left(slot);
		this.clock.advanceMillis(millis);
		limiter.answered(slot, true);
		this.clock.advanceMillis(thenMillis);
	}

}
