package io.github.customeriospring.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

import io.github.customeriospring.benchmarks.server.Arrival;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RatesTests {

	@Test
	void countUntilLeavesOutTheTimeItself() {
		Rates rates = new Rates(new double[] { 2, 1, 2, 3 });
		assertThat(rates.countUntil(2)).isOne();
		assertThat(rates.countUntil(2.5)).isEqualTo(3);
		assertThat(rates.countUntil(9)).isEqualTo(4);
		assertThat(rates.first()).isEqualTo(1);
		assertThat(rates.last()).isEqualTo(3);
	}

	@Test
	void lastSecondSlidesInTenths() {
		List<Integer> counts = new Rates(new double[] { 0.05, 0.15 }).lastSecond(0.2);
		assertThat(counts).hasSize(13).startsWith(0, 1, 2, 2).endsWith(2, 1, 0);
	}

	@Test
	void acceptedAndRefusedAreToldApartByTheirStatus() {
		List<Arrival> arrivals = List.of(new Arrival(10, 200, 1), new Arrival(20, 429, 2), new Arrival(30, 503, 3));
		assertThat(Rates.accepted(arrivals).count()).isOne();
		assertThat(Rates.refused(arrivals).count()).isOne();
	}

	@Test
	void reachedIsTheEndOfTheFirstSecondAtTheRate() {
		// 10 a second, but for the second from 5 to 6
		double[] times = IntStream.range(0, 200).mapToDouble((i) -> i / 10.0).filter((t) -> t < 5 || t >= 6).toArray();
		assertThat(new Rates(times).reached(9, 0, 20)).isEqualTo(1);
		assertThat(new Rates(times).reached(9, 5, 20)).isCloseTo(1.9, within(0.11));
	}

	@Test
	void reachedWhenTheRateIsNotKeptIsNever() {
		double[] times = IntStream.range(0, 20).mapToDouble((i) -> i / 10.0).toArray();
		assertThat(new Rates(times).reached(9, 0, 20)).isInfinite();
	}

}
