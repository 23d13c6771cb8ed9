package io.github.customeriospring.benchmarks.permit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LimiterTests {

	@ParameterizedTest
	@EnumSource
	void limiterAlwaysHasAPermit(Limiter limiter) {
		Permit permit = limiter.create();
		int missing = 0;
		for (int i = 0; i < 200_000; i++) {
			missing += permit.take() ? 0 : 1;
		}
		assertThat(missing).isZero();
	}

}
