package io.github.customeriospring.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WindowCheckerTests {

	@Test
	void mostInAnyWindowFindsTheFullestOne() {
		assertThat(WindowChecker.mostInAnyWindow(new long[] { 95, 1, 90, 99, 104, 200 }, 10)).isEqualTo(3);
		assertThat(WindowChecker.mostInAnyWindow(new long[] { 0, 10, 20 }, 10)).isOne();
		assertThat(WindowChecker.mostInAnyWindow(new long[] {}, 10)).isZero();
	}

}
