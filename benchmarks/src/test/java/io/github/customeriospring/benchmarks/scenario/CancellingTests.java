package io.github.customeriospring.benchmarks.scenario;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CancellingTests {

	@Test
	void idealTimeIsThatOfFullSecondsOfWhichTheFirstTakesNone() {
		assertThat(Cancelling.idealSeconds(100)).isZero();
		assertThat(Cancelling.idealSeconds(1000)).isEqualTo(9);
		assertThat(Cancelling.idealSeconds(1050)).isEqualTo(10);
	}

}
