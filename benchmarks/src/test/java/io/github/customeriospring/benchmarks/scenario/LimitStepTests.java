package io.github.customeriospring.benchmarks.scenario;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitStepTests {

	private static final List<LimitStep> HALVED = List.of(new LimitStep(0, 100), new LimitStep(20, 50),
			new LimitStep(40, 100));

	@Test
	void capacityIsTheFirstSecondsAndWhatFollows() {
		assertThat(LimitStep.capacity(List.of(new LimitStep(0, 100)), 0.5, 19.5)).isEqualTo(2000);
	}

	@Test
	void capacityWhenTheLimitChangesIsTheSumOfItsParts() {
		assertThat(LimitStep.capacity(HALVED, 0, 60)).isEqualTo(100 + 2000 + 1000 + 2000);
		assertThat(LimitStep.capacity(HALVED, 1, 30)).isEqualTo(100 + 1900 + 500);
	}

}
