package io.github.customeriospring.ratelimit;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenBucketRateLimiterTests {

	private final ManualClock clock = new ManualClock();

	@Test
	void tryAcquireGivesTheBurstAtOnceAndThenEvenly() {
		TokenBucketRateLimiter limiter = limiter(10, 3);
		assertThat(takeAll(limiter)).isEqualTo(3);
		assertThat(limiter.tryAcquire()).isEqualTo(-Duration.ofMillis(100).toNanos());
		this.clock.advanceMillis(99);
		assertThat(takeAll(limiter)).isZero();
		this.clock.advanceMillis(1);
		assertThat(takeAll(limiter)).isOne();
	}

	@Test
	void noMoreThanTheBurstIsSavedUp() {
		TokenBucketRateLimiter limiter = limiter(10, 3);
		this.clock.advance(Duration.ofHours(1));
		assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(3);
		assertThat(takeAll(limiter)).isEqualTo(3);
		this.clock.advanceMillis(250);
		assertThat(takeAll(limiter)).isEqualTo(2);
		this.clock.advanceMillis(50);
		assertThat(takeAll(limiter)).isOne();
	}

	@Test
	void rateIsExactOverAMillionPermits() {
		TokenBucketRateLimiter limiter = limiter(300, 1);
		long start = this.clock.getAsLong();
		for (int taken = 0; taken < 1_000_000; taken++) {
			for (long wait = limiter.tryAcquire(); wait < 0; wait = limiter.tryAcquire()) {
				this.clock.advance(Duration.ofNanos(-wait));
			}
		}
		double seconds = (this.clock.getAsLong() - start) / 1e9;
		assertThat(999_999 / seconds).isBetween(299.999, 300.0);
	}

	@Test
	void reservePermissionSaysHowLongToWaitUnlessItIsTooLong() {
		TokenBucketRateLimiter limiter = limiter(10, 1);
		assertThat(limiter.reservePermission()).isZero();
		assertThat(limiter.reservePermission()).isEqualTo(Duration.ofMillis(100).toNanos());
		assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(-1);
		limiter.changeTimeoutDuration(Duration.ofMillis(100));
		assertThat(limiter.reservePermission()).isEqualTo(-1);
		assertThat(limiter.reservePermission(2)).isEqualTo(-1);
	}

	@Test
	void drainPermissionsLeavesNone() {
		TokenBucketRateLimiter limiter = limiter(10, 5);
		limiter.drainPermissions();
		assertThat(takeAll(limiter)).isZero();
		assertThat(limiter.nanosUntil(2)).isEqualTo(Duration.ofMillis(200).toNanos());
	}

	@Test
	void changeLimitForPeriodKeepsWhatIsSavedUp() {
		TokenBucketRateLimiter limiter = limiter(10, 4);
		limiter.tryAcquire();
		limiter.changeLimitForPeriod(100);
		assertThat(takeAll(limiter)).isEqualTo(3);
		this.clock.advanceMillis(10);
		assertThat(takeAll(limiter)).isOne();
	}

	@Test
	void burstMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> limiter(10, 0))
			.withMessage("'burst' must be positive, was 0");
	}

	private TokenBucketRateLimiter limiter(int limit, int burst) {
		return new TokenBucketRateLimiter("test", limit, Duration.ofSeconds(1), burst, Duration.ofMinutes(1),
				this.clock);
	}

	private static int takeAll(TokenBucketRateLimiter limiter) {
		int taken = 0;
		while (limiter.tryAcquire() >= 0) {
			taken++;
		}
		return taken;
	}

}
