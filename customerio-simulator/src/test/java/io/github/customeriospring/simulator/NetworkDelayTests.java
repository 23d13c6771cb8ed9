package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link NetworkDelay}.
 */
class NetworkDelayTests {

	@Test
	void nextWhenNoneIsZero() {
		assertThat(NetworkDelay.none().nextNanos()).isZero();
	}

	@Test
	void nextWhenFixedIsAlwaysTheSame() {
		NetworkDelay delay = NetworkDelay.fixed(Duration.ofMillis(5));
		assertThat(draw(delay, 10)).containsOnly(5_000_000L);
	}

	@Test
	void nextWhenLogNormalHasTheMedianAndStaysAboveTheBase() {
		NetworkDelay delay = NetworkDelay.logNormal(Duration.ofMillis(30), Duration.ofMillis(8), 0.6, 1);
		long[] drawn = LongStream.of(draw(delay, 20_000)).sorted().toArray();
		assertThat(drawn[0]).isGreaterThan(30_000_000);
		assertThat(drawn[10_000]).isBetween(37_700_000L, 38_300_000L);
		// one sigma above the median
		assertThat(drawn[16_827]).isBetween(44_000_000L, 45_200_000L);
	}

	@Test
	void nextWhenSeedIsTheSameRepeats() {
		NetworkDelay first = NetworkDelay.logNormal(Duration.ZERO, Duration.ofMillis(8), 0.6, 3);
		NetworkDelay second = NetworkDelay.logNormal(Duration.ZERO, Duration.ofMillis(8), 0.6, 3);
		assertThat(draw(first, 100)).isEqualTo(draw(second, 100));
	}

	@Test
	void createWhenNegativeFails() {
		Duration negative = Duration.ofMillis(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> NetworkDelay.fixed(negative))
			.withMessage("'oneWay' must not be negative, was PT-0.001S");
		assertThatIllegalArgumentException().isThrownBy(() -> NetworkDelay.logNormal(Duration.ZERO, negative, 0.6, 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> NetworkDelay.logNormal(Duration.ZERO, Duration.ZERO, Double.NaN, 1));
	}

	private static long[] draw(NetworkDelay delay, int times) {
		return LongStream.generate(delay::nextNanos).limit(times).toArray();
	}

}
