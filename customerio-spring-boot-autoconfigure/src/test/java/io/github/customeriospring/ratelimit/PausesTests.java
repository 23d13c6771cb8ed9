package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTests {

	private static final long SECOND = 1_000_000_000L;

	private final Pauses pauses = new Pauses((n) -> Duration.ofSeconds(n), Duration.ofSeconds(30),
			Duration.ofSeconds(60), 0);

	@Test
	void refusalPausesForRetryAfterButNoLongerThanTheLongestPause() {
		assertThat(this.pauses.refused(0, Duration.ofSeconds(9), 0)).isEqualTo(Duration.ofSeconds(9));
		assertThat(this.pauses.refused(SECOND, ChronoUnit.FOREVER.getDuration(), SECOND))
			.isEqualTo(Duration.ofSeconds(30));
		assertThat(this.pauses.nanosLeft(SECOND)).isEqualTo(30 * SECOND);
		assertThat(this.pauses.reason(SECOND)).isEqualTo("429 with Retry-After");
		assertThat(this.pauses.reason(31 * SECOND)).isNull();
	}

	@Test
	void refusalThatSaysNothingPausesForTheBackoffWhichGrowsUntilOneIsAccepted() {
		assertThat(this.pauses.refused(0, null, 0)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.pauses.refused(SECOND, Duration.ZERO, SECOND)).isEqualTo(Duration.ofSeconds(2));
		this.pauses.accepted(5 * SECOND, null, 6 * SECOND);
		assertThat(this.pauses.refused(7 * SECOND, null, 7 * SECOND)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void refusalOfACallThatLeftBeforeThePauseIsNoNewOne() {
		this.pauses.refused(0, null, SECOND);
		assertThat(this.pauses.refused(0, null, SECOND + 5)).isNull();
		assertThat(this.pauses.nanosLeft(SECOND)).isEqualTo(SECOND);
	}

	@Test
	void successThatSaysThatNothingIsLeftPauses() {
		assertThat(this.pauses.accepted(0, Duration.ofSeconds(3), 0)).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.pauses.nanosLeft(0)).isEqualTo(3 * SECOND);
		assertThat(this.pauses.reason(0)).isEqualTo("X-RateLimit-Remaining: 0");
		assertThat(this.pauses.accepted(0, Duration.ofSeconds(3), 1)).as("told once").isNull();
	}

	@Test
	void successThatAsksForMoreThanIsPlausiblePausesNobody() {
		assertThat(this.pauses.accepted(0, Duration.ofSeconds(61), 0)).isNull();
		assertThat(this.pauses.accepted(0, ChronoUnit.FOREVER.getDuration(), 0)).isNull();
		assertThat(this.pauses.nanosLeft(0)).isZero();
	}

}
