package io.github.customeriospring.sample.live;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateTests {

	private static final int SAMPLE_MILLIS = 1000 / Rate.SAMPLES_PER_SECOND;

	private long millis = 5_000;

	private double count = 700;

	private final Rate rate = new Rate(() -> this.count, () -> TimeUnit.MILLISECONDS.toNanos(this.millis));

	@Test
	void perSecondWhenNothingCameSinceItBeganIsZero() {
		assertThat(this.rate.perSecond()).isZero();
		sampleFor(500, 0);
		assertThat(this.rate.perSecond()).isZero();
	}

	@Test
	void perSecondWhenCountGrowsEvenlyIsItsSlope() {
		sampleFor(2_000, 4);
		assertThat(this.rate.perSecond()).isCloseTo(80, within(0.001));
	}

	@Test
	void perSecondWhenCountEndsToGrowIsZeroTwoSecondsLater() {
		sampleFor(3_000, 4);
		sampleFor(2_000, 0);
		assertThat(this.rate.perSecond()).isZero();
	}

	@Test
	void perSecondWhenSamplesAreLateIsStillTheSlope() {
		for (int i = 0; i < 50; i++) {
			long step = (i % 3 == 0) ? 120 : SAMPLE_MILLIS;
			this.millis += step;
			this.count += step * 0.08;
			this.rate.sample();
		}
		assertThat(this.rate.perSecond()).isCloseTo(80, within(0.001));
	}

	@Test
	void perSecondWhenCountComesInBurstsDoesNotJump() {
		sampleFor(2_000, 0);
		for (int i = 0; i < 400; i++) {
			this.millis += SAMPLE_MILLIS;
			// 100 every 1.02 s, as a limit of 100 in any second is used up
			this.count = 100 * Math.floor(this.millis / 1_020.0);
			this.rate.sample();
			if (i > 2 * Rate.SAMPLES_PER_SECOND) {
				assertThat(this.rate.perSecond()).isBetween(90.0, 105.0);
			}
		}
	}

	private void sampleFor(int millis, double step) {
		for (int i = 0; i < millis / SAMPLE_MILLIS; i++) {
			this.millis += SAMPLE_MILLIS;
			this.count += step;
			this.rate.sample();
		}
	}

}
