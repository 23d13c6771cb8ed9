package io.github.customeriospring.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatisticsTests {

	@Test
	void percentileIsTheSmallestValueThatSoManyDoNotExceed() {
		List<Double> values = IntStream.rangeClosed(1, 200).mapToObj(Double::valueOf).toList();
		assertThat(Statistics.percentile(values, 50)).isEqualTo(100);
		assertThat(Statistics.percentile(values, 99)).isEqualTo(198);
		assertThat(Statistics.percentile(values, 100)).isEqualTo(200);
		assertThat(Statistics.percentile(values, 0)).isEqualTo(1);
	}

	@Test
	void percentileWhenThereAreNoValuesIsNotANumber() {
		assertThat(Statistics.percentile(List.of(), 99)).isNaN();
	}

	@Test
	void meanIsTheSumByTheCount() {
		assertThat(Statistics.mean(List.of(1.0, 2.0, 6.0))).isEqualTo(3);
	}

}
