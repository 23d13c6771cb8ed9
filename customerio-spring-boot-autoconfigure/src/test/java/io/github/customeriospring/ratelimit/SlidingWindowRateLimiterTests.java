package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import io.github.customeriospring.ratelimit.window.PermitWindow.Waiters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what the limiter is to Resilience4j.
 */
class SlidingWindowRateLimiterTests {

	private long now;

	@Test
	void permitsOfOthersCountUntilTheLongestTimeIsOver() {
		SlidingWindowRateLimiter limiter = limiter(2);
		assertThat(limiter.acquirePermission()).isTrue();
		assertThat(limiter.reservePermission()).isZero();
		assertThat(limiter.take()).isNull();
		assertThat(limiter.acquirePermission()).isFalse();
		this.now += Duration.ofMillis(1999).toNanos();
		assertThat(limiter.reservePermission()).isEqualTo(-1);
		this.now += Duration.ofMillis(1).toNanos();
		assertThat(limiter.acquirePermission(2)).isTrue();
	}

	@Test
	void reservePermissionOfMoreThanThereAreTakesNone() {
		SlidingWindowRateLimiter limiter = limiter(2);
		assertThat(limiter.reservePermission(3)).isEqualTo(-1);
		assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(2);
		assertThatIllegalArgumentException().isThrownBy(() -> limiter.reservePermission(0))
			.withMessage("'permits' must be positive, was 0");
	}

	@Test
	void drainPermissionsLeavesNone() {
		SlidingWindowRateLimiter limiter = limiter(5);
		limiter.drainPermissions();
		assertThat(limiter.getMetrics().getAvailablePermissions()).isZero();
		assertThat(limiter.take()).isNull();
	}

	@Test
	void changeLimitForPeriodHoldsFromTheNextPermitAndWakesTheLine() {
		SlidingWindowRateLimiter limiter = limiter(2);
		AtomicInteger woken = new AtomicInteger();
		limiter.connect(seven(woken));
		assertThat(take(limiter, 10)).hasSize(2);
		limiter.changeLimitForPeriod(40);
		assertThat(woken).hasValue(1);
		assertThat(take(limiter, 50)).hasSize(38);
		limiter.changeLimitForPeriod(1);
		assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(-39);
		assertThat(limiter.getRateLimiterConfig().getLimitForPeriod()).isOne();
		assertThat(limiter.window.limit(this.now)).isOne();
	}

	@Test
	void changeOfTheTimeoutIsKept() {
		SlidingWindowRateLimiter limiter = limiter(2);
		limiter.changeTimeoutDuration(Duration.ofSeconds(7));
		assertThat(limiter.getRateLimiterConfig().getTimeoutDuration()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void metricsCountCallsThatWaitInTheLine() {
		SlidingWindowRateLimiter limiter = limiter(2);
		limiter.connect(seven(new AtomicInteger()));
		assertThat(limiter.getMetrics().getNumberOfWaitingThreads()).isEqualTo(7);
	}

	@Test
	void eventsArePublished() {
		SlidingWindowRateLimiter limiter = limiter(3);
		List<Object> events = new ArrayList<>();
		limiter.getEventPublisher().onSuccess(events::add).onFailure((event) -> events.add("failed"));
		limiter.take();
		limiter.reservePermission(2);
		limiter.reservePermission();
		assertThat(events).hasSize(3).endsWith("failed");
	}

	@Test
	void consumerOfEventsThatThrowsCostsNoPermit() {
		SlidingWindowRateLimiter limiter = limiter(1);
		limiter.getEventPublisher().onSuccess((event) -> {
			throw new NoClassDefFoundError("consumer");
		});
		Permit permit = limiter.take();
		assertThat(permit).isNotNull();
		limiter.window.unused(permit);
		assertThat(limiter.acquirePermission()).isTrue();
	}

	private SlidingWindowRateLimiter limiter(int limit) {
		return new Lines(() -> this.now).limiter(limit);
	}

	private static List<Permit> take(SlidingWindowRateLimiter limiter, int wanted) {
		List<Permit> permits = new ArrayList<>();
		for (int i = 0; i < wanted; i++) {
			Permit permit = limiter.take();
			if (permit != null) {
				permits.add(permit);
			}
		}
		return permits;
	}

	private static Waiters seven(AtomicInteger woken) {
		return new Waiters() {

			@Override
			public int waiting() {
				return 7;
			}

			@Override
			public int[] wanted() {
				return new int[] { 7, 0, 0 };
			}

			@Override
			public void wake() {
				woken.incrementAndGet();
			}

			@Override
			public long pauseNanos() {
				return 0;
			}

			@Override
			public void pause(long nanos, int streak) {
				throw new IllegalStateException("nobody shares this limit");
			}

		};
	}

}
