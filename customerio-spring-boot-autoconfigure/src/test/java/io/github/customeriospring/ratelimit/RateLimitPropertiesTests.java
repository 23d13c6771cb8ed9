package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.Backoff;
import io.github.customeriospring.Quota;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimitProperties}.
 */
class RateLimitPropertiesTests {

	private final RateLimitProperties defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
		.bindOrCreate("customerio.rate-limit", RateLimitProperties.class);

	@ParameterizedTest
	@CsvSource({ "TRACK, 75, 125", "APP, 100, 167", "BROADCAST, 10000, 13334" })
	void pauseAfterARefusalIsNotShorterThanAPermitTakes(Quota quota, long leastMillis, long mostMillis) {
		Backoff pauses = this.defaults.pauses(quota);
		for (int i = 0; i < 100; i++) {
			assertThat(pauses.delay(1)).isBetween(Duration.ofMillis(leastMillis), Duration.ofMillis(mostMillis));
		}
	}

}
