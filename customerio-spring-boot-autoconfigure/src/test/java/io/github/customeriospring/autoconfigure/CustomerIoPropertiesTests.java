package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.layer.Backoff;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link CustomerIoProperties} take effect.
 */
class CustomerIoPropertiesTests {

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create();

	@ParameterizedTest
	@CsvSource({ "standard, TRACK, 100, 1s", "standard, TRANSACTIONAL, 100, 1s", "standard, APP, 10, 1s",
			"standard, BROADCAST, 1, 10s", "documented, TRACK, 1000, 1s", "documented, TRANSACTIONAL, 3000, 3s",
			"documented, APP, 10, 1s", "documented, BROADCAST, 1, 10s" })
	void presetSetsTheLimits(String preset, Quota quota, int limit, String window) {
		this.contextRunner.withPropertyValues("customerio.rate-limit.preset=" + preset)
			.run((context) -> assertThatLimitIs(context, quota, limit, Duration.parse("PT" + window)));
	}

	@Test
	void presetIsStandardByDefault() {
		this.contextRunner.run((context) -> assertThatLimitIs(context, Quota.TRACK, 100, Duration.ofSeconds(1)));
	}

	@ParameterizedTest
	@EnumSource
	void limitAndWindowOfAQuotaWinOverThePreset(Quota quota) {
		String prefix = "customerio.rate-limit." + quota.id();
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.preset=documented", prefix + ".limit=7",
					prefix + ".window=250ms")
			.run((context) -> assertThatLimitIs(context, quota, 7, Duration.ofMillis(250)));
	}

	@Test
	void limitWithoutWindowKeepsTheWindowOfThePreset() {
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.preset=documented", "customerio.rate-limit.track.limit=7")
			.run((context) -> assertThatLimitIs(context, Quota.TRACK, 7, Duration.ofSeconds(1)));
	}

	private static void assertThatLimitIs(ApplicationContext context, Quota quota, int limit, Duration window) {
		RateLimiterConfig config = context.getBean(WaitingLines.class).line(quota).limiter().getRateLimiterConfig();
		assertThat(config.getLimitForPeriod()).isEqualTo(limit);
		assertThat(config.getLimitRefreshPeriod()).isEqualTo(window);
	}

	@Test
	void algorithmAndBurstMakeATokenBucket() {
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.app.tuning.algorithm=token-bucket",
					"customerio.rate-limit.app.tuning.burst=4")
			.run((context) -> {
				WaitingLines lines = context.getBean(WaitingLines.class);
				assertThat(lines.line(Quota.APP).limiter().getMetrics().getAvailablePermissions()).isEqualTo(4);
				assertThatLimitIs(context, Quota.APP, 4, Duration.ofMillis(400));
				assertThatLimitIs(context, Quota.TRACK, 100, Duration.ofSeconds(1));
			});
	}

	@Test
	void budgetBoundsTheRetries() {
		this.contextRunner.run((context) -> assertThat(retryTokens(context)).isEqualTo(500));
		this.contextRunner.withPropertyValues("customerio.retry.budget=5")
			.run((context) -> assertThat(retryTokens(context)).isEqualTo(5));
	}

	private static Object retryTokens(ApplicationContext context) {
		return ReflectionTestUtils.invokeMethod(context.getBean("customerIoRetryBudget"), "tokens", Quota.TRACK);
	}

	@Test
	void maxRetriesSetsTheAttempts() {
		this.contextRunner.run((context) -> assertThat(attempts(context)).isEqualTo(5));
		this.contextRunner.withPropertyValues("customerio.retry.max-retries=0")
			.run((context) -> assertThat(attempts(context)).isOne());
	}

	@Test
	void delaysOfTheRetryGrowFromTheBaseToTheMost() {
		this.contextRunner
			.withPropertyValues("customerio.retry.base-delay=3s", "customerio.retry.max-delay=20s",
					"customerio.retry.jitter=0")
			.run((context) -> {
				assertThat(delay(context, 1)).isEqualTo(3_000);
				assertThat(delay(context, 2)).isEqualTo(6_000);
				assertThat(delay(context, 4)).isEqualTo(20_000);
			});
	}

	@Test
	void jitterSpreadsTheDelays() {
		this.contextRunner.withPropertyValues("customerio.retry.jitter=1")
			.run((context) -> assertThat(context.getBean(Backoff.class))
				.satisfies((backoff) -> assertThat(Stream.generate(() -> backoff.delay(1)).limit(100))
					.anyMatch((delay) -> delay.toMillis() < 700)
					.anyMatch((delay) -> delay.toMillis() > 1300)));
	}

	private static int attempts(ApplicationContext context) {
		return context.getBean("customerIoRetry", Retry.class).getRetryConfig().getMaxAttempts();
	}

	private static long delay(ApplicationContext context, int retry) {
		return context.getBean("customerIoRetry", Retry.class)
			.getRetryConfig()
			.getIntervalBiFunction()
			.apply(retry, Either.left(new IllegalStateException()));
	}

	@Test
	void regionIsTheUnitedStatesByDefault() {
		this.contextRunner
			.run((context) -> assertThatUrlsAre(context, "https://track.customer.io", "https://api.customer.io"));
	}

	@Test
	void regionWhenEuropeSetsTheUrls() {
		this.contextRunner.withPropertyValues("customerio.region=eu")
			.run((context) -> assertThatUrlsAre(context, "https://track-eu.customer.io", "https://api-eu.customer.io"));
	}

	@Test
	void urlsWinOverTheRegion() {
		this.contextRunner
			.withPropertyValues("customerio.region=eu", "customerio.track.url=http://localhost:1/track",
					"customerio.app.url=https://example.org")
			.run((context) -> assertThatUrlsAre(context, "http://localhost:1/track", "https://example.org"));
	}

	private static void assertThatUrlsAre(ApplicationContext context, String track, String app) {
		CustomerIoConnectionDetails details = context.getBean(CustomerIoConnectionDetails.class);
		assertThat(details.getTrackUrl()).isEqualTo(URI.create(track));
		assertThat(details.getAppUrl()).isEqualTo(URI.create(app));
	}

	@Test
	void toStringHoldsNoKeys() {
		this.contextRunner
			.withPropertyValues("customerio.site-id=s3cret1", "customerio.api-key=s3cret2",
					"customerio.app-api-key=s3cret3")
			.run((context) -> assertThat(context.getBean(CustomerIoProperties.class)).asString()
				.contains("US")
				.doesNotContain("s3cret"));
	}

}
