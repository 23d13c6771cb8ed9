package io.github.customeriospring.layer;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BackoffTests {

	@ParameterizedTest
	@CsvSource({ "1, 0, 750", "1, 0.5, 1000", "1, 1, 1250", "2, 0.5, 2000", "3, 0, 3000", "6, 0.5, 32000",
			"7, 0, 45000", "7, 0.5, 60000", "7, 1, 60000", "500, 0.5, 60000" })
	void delayIsExponentialWithJitterAndCapped(int retry, double random, long millis) {
		assertThat(backoff(random).delay(retry)).isEqualTo(Duration.ofMillis(millis));
	}

	@Test
	void delayIsNoShorterThanTheServerAskedForUpToTheCap() {
		assertThat(backoff(0).delay(1, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
		assertThat(backoff(0).delay(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(60));
		assertThat(backoff(0).delay(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(750));
	}

	@Test
	void badSettingsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
			.withMessage("'base' must be positive, was PT0S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
			.withMessage("'max' must be at least PT2S, was PT1S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1.1))
			.withMessage("'jitter' must be from 0 to 1, was 1.1");
		assertThatIllegalArgumentException().isThrownBy(() -> backoff(0).delay(0));
	}

	private static Backoff backoff(double random) {
		return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.25, () -> random);
	}

}
