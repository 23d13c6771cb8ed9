package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RateLimitProperties}.
 */
class RateLimitPropertiesTests {

	private final RateLimitProperties defaults = bind();

	@ParameterizedTest
	@CsvSource({ "TRACK, 75, 125", "APP, 100, 167", "BROADCAST, 10000, 13334" })
	void pauseAfterARefusalIsNotShorterThanAPermitTakes(Quota quota, long leastMillis, long mostMillis) {
		for (int i = 0; i < 100; i++) {
			Duration pause = this.defaults.pauses(quota, 0).refused(0, null, 0);
			assertThat(pause).isBetween(Duration.ofMillis(leastMillis), Duration.ofMillis(mostMillis));
		}
	}

	@Test
	void documentedPresetKeepsBothOfTheVendorsFigures() {
		RateLimitProperties documented = bind("preset", "documented");
		assertThat(documented.limit(Quota.TRACK)).isEqualTo(1000);
		assertThat(documented.window(Quota.TRACK)).isEqualTo(Duration.ofSeconds(1));
		assertThat(documented.limit(Quota.TRANSACTIONAL)).isEqualTo(3000);
		assertThat(documented.window(Quota.TRANSACTIONAL)).isEqualTo(Duration.ofSeconds(3));
		assertThat(documented.limit(Quota.APP)).isEqualTo(10);
		assertThat(documented.window(Quota.BROADCAST)).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void instancesDivideTheLimits() {
		RateLimitProperties third = bind("instances", "3");
		assertThat(third.limit(Quota.TRACK)).isEqualTo(33);
		assertThat(third.window(Quota.TRACK)).isEqualTo(Duration.ofSeconds(1));
		assertThat(third.limit(Quota.BROADCAST)).isOne();
		assertThat(third.window(Quota.BROADCAST)).isEqualTo(Duration.ofSeconds(30));
		assertThat(third.limiterConfig(Quota.BROADCAST).getLimitRefreshPeriod()).isEqualTo(Duration.ofSeconds(30));
		assertThat(third.undivided().limit(Quota.TRACK)).isEqualTo(100);
		RateLimitProperties many = bind("instances", "25");
		assertThat(many.limit(Quota.APP)).isOne();
		assertThat(many.window(Quota.APP)).isEqualTo(Duration.ofMillis(2500));
	}

	@ParameterizedTest(name = "burst {0}")
	@CsvSource({ "1, 1, 20", "10, 10, 200" })
	void tokenBucketKeepsTheRateWithItsBurst(String burst, int permits, long periodMillis) {
		RateLimitProperties bucket = bind("track.tuning.algorithm", "token-bucket", "track.limit", "50",
				"track.tuning.burst", burst);
		RateLimiterConfig config = bucket.limiterConfig(Quota.TRACK);
		assertThat(config.getLimitForPeriod()).isEqualTo(permits);
		assertThat(config.getLimitRefreshPeriod()).isEqualTo(Duration.ofMillis(periodMillis));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(quoteCharacter = '"',
			value = { "track.window, 1, a number without a unit counts milliseconds", "track.window, 2d, 'window'",
					"track.tuning.burst, 5, 'burst' needs 'algorithm: token-bucket'",
					"track.max-wait, 30000d, 'max-wait'", "instances, 0, 'instances'",
					"track.tuning.margin, -1ms, 'margin'", "track.tuning.max-bytes, 0B, 'max-bytes'",
					"max-retry-after, 50ms, 'pause-without-retry-after'", "max-retry-after, 400d, 'max-retry-after'",
					"pause-without-retry-after, 11s, 'pause-without-retry-after'", "track.capacity, 0, 'capacity'" })
	void settingThatCannotWorkIsRefusedByName(String name, String value, String message) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(name, value))
			.havingRootCause()
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "margin", "min-margin", "max-margin" })
	void marginOfATokenBucketIsRefusedAsItWouldDoNothing(String name) {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bind("track.tuning.algorithm", "token-bucket", "track.tuning." + name, "5ms"))
			.havingRootCause()
			.withMessageContaining("do nothing with 'algorithm: token-bucket'");
	}

	@Test
	void boundsOfAFixedMarginAreRefusedAsTheyWouldDoNothing() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bind("app.tuning.margin", "5ms", "app.tuning.max-margin", "7ms"))
			.havingRootCause()
			.withMessageContaining("'margin' is fixed");
	}

	private static RateLimitProperties bind(String... namesAndValues) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			values.put("customerio.rate-limit." + namesAndValues[i], namesAndValues[i + 1]);
		}
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("customerio.rate-limit",
				RateLimitProperties.class);
	}

}
