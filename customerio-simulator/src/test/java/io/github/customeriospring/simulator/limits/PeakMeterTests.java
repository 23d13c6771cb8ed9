package io.github.customeriospring.simulator.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeakMeter}.
 */
class PeakMeterTests {

	@Test
	void peakWhenNothingArrivedIsZero() {
		assertThat(new PeakMeter(100).peak()).isZero();
	}

	@Test
	void peakWhenArrivalsAreOneWindowApartCountsOne() {
		PeakMeter meter = new PeakMeter(100);
		meter.arrived(0);
		meter.arrived(100);
		assertThat(meter.peak()).isOne();
	}

	@Test
	void peakWhenArrivalsAreJustInsideOneWindowCountsBoth() {
		PeakMeter meter = new PeakMeter(100);
		meter.arrived(0);
		meter.arrived(99);
		assertThat(meter.peak()).isEqualTo(2);
	}

	@Test
	void peakWhenBurstIsOverStaysThePeak() {
		PeakMeter meter = new PeakMeter(100);
		for (int i = 0; i < 1000; i++) {
			meter.arrived(i / 10);
		}
		meter.arrived(10_000);
		assertThat(meter.peak()).isEqualTo(1000);
	}

	@Test
	void peakWhenRandomAgreesWithCountingAllPairs() {
		Random random = new Random(7);
		PeakMeter meter = new PeakMeter(1000);
		List<Long> times = new ArrayList<>();
		long now = -5000;
		long most = 0;
		for (int i = 0; i < 3000; i++) {
			now += random.nextInt(20);
			times.add(now);
			meter.arrived(now);
			long moment = now;
			most = Math.max(most, times.stream().filter((time) -> time > moment - 1000).count());
		}
		assertThat(meter.peak()).isEqualTo((int) most);
	}

}
