package io.github.customeriospring.simulator.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StrictWindow}.
 */
class StrictWindowTests {

	private static final long SECOND = 1_000_000_000;

	@Test
	void arriveWhenWindowIsFullIsRefused() {
		StrictWindow window = new StrictWindow(3, SECOND);
		assertThat(List.of(window.arrive(0), window.arrive(1), window.arrive(2))).containsOnly(0L);
		assertThat(window.arrive(3)).isEqualTo(SECOND - 3);
	}

	@Test
	void arriveWhenOldestIsExactlyOneWindowOldIsAccepted() {
		StrictWindow window = new StrictWindow(1, SECOND);
		window.arrive(5);
		assertThat(window.arrive(5 + SECOND - 1)).isEqualTo(1);
		assertThat(window.arrive(5 + SECOND)).isZero();
	}

	@Test
	void arriveWhenOthersWereRefusedDoesNotCountThem() {
		StrictWindow window = new StrictWindow(1, SECOND);
		window.arrive(0);
		for (int i = 1; i < 1000; i++) {
			assertThat(window.arrive(i * 1_000_000L)).isPositive();
		}
		assertThat(window.arrive(SECOND)).isZero();
	}

	@Test
	void arriveWhenClockIsNegativeAndOverflowsStaysExact() {
		long start = Long.MAX_VALUE - 10;
		StrictWindow window = new StrictWindow(1, SECOND);
		window.arrive(start);
		assertThat(window.arrive(start + SECOND - 1)).isEqualTo(1);
		assertThat(window.arrive(start + SECOND)).isZero();
	}

	@Test
	void limitWhenRaisedCountsEarlierArrivals() {
		StrictWindow window = new StrictWindow(2, SECOND);
		window.arrive(0);
		window.arrive(0);
		window.limit(3, SECOND);
		assertThat(window.arrive(1)).isZero();
		assertThat(window.arrive(2)).isPositive();
	}

	@Test
	void limitWhenLoweredCountsEarlierArrivals() {
		StrictWindow window = new StrictWindow(3, SECOND);
		window.arrive(0);
		window.arrive(10);
		window.limit(1, SECOND);
		assertThat(window.arrive(SECOND)).isEqualTo(10);
		assertThat(window.arrive(SECOND + 10)).isZero();
	}

	@Test
	void limitWhenWindowGrowsJudgesByAllThatArrived() {
		StrictWindow window = new StrictWindow(1, SECOND);
		window.arrive(0);
		window.arrive(SECOND);
		window.arrive(2 * SECOND);
		window.limit(3, 10 * SECOND);
		assertThat(window.arrive(10 * SECOND - 1)).isEqualTo(1);
		assertThat(window.arrive(10 * SECOND)).isZero();
	}

	@Test
	void arriveWhenRandomAgreesWithCountingAllArrivals() {
		Random random = new Random(42);
		StrictWindow window = new StrictWindow(7, 100);
		List<Long> accepted = new ArrayList<>();
		long now = 0;
		for (int i = 0; i < 5000; i++) {
			now += random.nextInt(30);
			long moment = now;
			long inWindow = accepted.stream().filter((time) -> time > moment - 100).count();
			boolean isAccepted = window.arrive(now) == 0;
			assertThat(isAccepted).isEqualTo(inWindow < 7);
			if (isAccepted) {
				accepted.add(now);
			}
		}
	}

	@Test
	void arriveWhenMoreThanTheRingHoldsStaysExact() {
		StrictWindow window = new StrictWindow(10, SECOND);
		int arrivals = StrictWindow.MAX_REQUESTS * 2 + 500;
		int accepted = 0;
		for (int i = 0; i < arrivals; i++) {
			// eleven in each second, so that one of eleven is refused
			accepted += (window.arrive(i / 11 * SECOND) == 0) ? 1 : 0;
		}
		assertThat(accepted).isEqualTo(arrivals / 11 * 10 + arrivals % 11);
	}

	@Test
	void createWhenLimitIsOutOfBoundsFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> new StrictWindow(0, 1))
			.withMessage("'requests' must be between 1 and 1048576, was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new StrictWindow(1 << 21, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new StrictWindow(1, 0))
			.withMessage("'window' must be positive, was 0 ns");
	}

}
