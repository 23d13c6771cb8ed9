package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.customeriospring.Quota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimitHeaders}.
 */
class RateLimitHeadersTests {

	/** The local clock, an hour slow. */
	private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));

	private static final String SERVER_DATE = "Sat, 21 Nov 2026 10:00:00 GMT";

	private static final long SERVER_SECONDS = Instant.parse("2026-11-21T10:00:00Z").getEpochSecond();

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 1", "' 7 ', 7", "007, 7", "99999999, 99999999" })
	void retryAfterInSecondsIsRead(String value, long seconds) {
		this.headers.set("Retry-After", value);
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
		assertThat(limits().isDailyQuota()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "-5", "+5", "1.", "1.5s", "1.5.5", ",", "1s", "0x10", "Sat, 21 Nov", "١٢" })
	void retryAfterWhenUnreadableIsUnknownButNoDailyQuota(String value) {
		this.headers.set("Retry-After", value);
		this.headers.set("X-RateLimit-Limit", "100");
		assertThat(retryAfter()).isNull();
		assertThat(limits().isDailyQuota()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999", "9999999999999", "999999999999999", "9999999999999999", "99999999999999999",
			"999999999999999999", "9223372036854775808", "99999999999999999999999999" })
	void retryAfterWhenHugeIsLongButFitsNanoseconds(String value) {
		this.headers.set("Retry-After", value);
		assertThat(retryAfter()).isEqualTo(Duration.ofDays(3650));
	}

	@ParameterizedTest
	@CsvSource({ "1.5, 1500", ".5, 500", "0.0001, 1", "2.0, 2000" })
	void retryAfterWithAFractionIsReadAndRoundedUp(String value, long millis) {
		this.headers.set("Retry-After", value);
		assertThat(retryAfter()).isEqualTo(Duration.ofMillis(millis));
	}

	@Test
	void retryAfterWhenThereAreSeveralIsTheLongest() {
		this.headers.set("Retry-After", "1, 2");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(2));
		this.headers.add("Retry-After", "3");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(3));
		this.headers.set("Date", SERVER_DATE);
		this.headers.add("Retry-After", "Sat, 21 Nov 2026 10:00:30 GMT");
		this.headers.add("Retry-After", "soon");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void resetAsUnixMillisecondsIsRelativeToTheServersDate() {
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("X-RateLimit-Reset", Long.toString(SERVER_SECONDS * 1000 + 1500));
		assertThat(retryAfter()).isEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void retryAfterAsDateIsRelativeToTheServersDate() {
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("Retry-After", "Sat, 21 Nov 2026 10:00:30 GMT");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void retryAfterAsDateWithoutServersDateIsRelativeToTheClock() {
		this.headers.set("Retry-After", "Sat, 21 Nov 2026 09:00:30 GMT");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void retryAfterAsDateWhenServersDateIsUnreadableIsRelativeToTheClock() {
		this.headers.set("Date", "yesterday");
		this.headers.set("Retry-After", "Sat, 21 Nov 2026 09:00:30 GMT");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void retryAfterAsDateWhenPastIsZero() {
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("Retry-After", "Sat, 21 Nov 2026 09:59:59 GMT");
		assertThat(retryAfter()).isZero();
	}

	@Test
	void retryAfterAsUnixSecondsIsAPointInTime() {
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("Retry-After", Long.toString(SERVER_SECONDS + 5));
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void resetInSecondsIsRead() {
		this.headers.set("X-RateLimit-Reset", "4");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void resetAsUnixSecondsIsRelativeToTheServersDate() {
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("X-RateLimit-Reset", Long.toString(SERVER_SECONDS + 9));
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void resetCountsLessThanRetryAfter() {
		this.headers.set("X-RateLimit-Reset", "4");
		this.headers.set("Retry-After", "2");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(2));
		this.headers.set("Retry-After", "soon");
		assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void limitWithoutTimeIsADailyQuota() {
		this.headers.set("X-RateLimit-Limit", "100");
		assertThat(limits()).isEqualTo(new RateLimitHeaders(null, true));
		this.headers.set("X-RateLimit-Reset", "soon");
		assertThat(limits()).isEqualTo(new RateLimitHeaders(null, true));
	}

	@Test
	void limitWithoutTimeIsNoDailyQuotaOfTheTrackApi() {
		this.headers.set("X-RateLimit-Limit", "100");
		assertThat(RateLimitHeaders.of(this.headers, Quota.TRACK, CLOCK).isDailyQuota()).isFalse();
	}

	@Test
	void limitWithTimeIsNoDailyQuota() {
		this.headers.set("X-RateLimit-Limit", "100");
		this.headers.set("X-RateLimit-Reset", "4");
		assertThat(limits()).isEqualTo(new RateLimitHeaders(Duration.ofSeconds(4), false));
		this.headers.remove("X-RateLimit-Reset");
		this.headers.set("Retry-After", "0");
		assertThat(limits()).isEqualTo(new RateLimitHeaders(Duration.ZERO, false));
	}

	@Test
	void nothingWhenAbsent() {
		assertThat(limits()).isEqualTo(new RateLimitHeaders(null, false));
	}

	@Test
	void usedUpForIsTheResetWhereNothingRemains() {
		this.headers.set("X-RateLimit-Remaining", "0");
		this.headers.set("X-RateLimit-Reset", "4");
		assertThat(usedUpFor()).isEqualTo(Duration.ofSeconds(4));
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("X-RateLimit-Reset", Long.toString(SERVER_SECONDS + 9));
		assertThat(usedUpFor()).isEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void usedUpForWhenSomethingRemainsOrNothingIsSaidIsUnknown() {
		this.headers.set("X-RateLimit-Reset", "4");
		assertThat(usedUpFor()).isNull();
		this.headers.set("X-RateLimit-Remaining", "1");
		assertThat(usedUpFor()).isNull();
		this.headers.set("X-RateLimit-Remaining", "0");
		this.headers.set("X-RateLimit-Reset", "soon");
		assertThat(usedUpFor()).isNull();
		this.headers.remove("X-RateLimit-Reset");
		assertThat(usedUpFor()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "61", "3600", "99999999999", "999999999999999999999" })
	void usedUpForWhenLongerThanAnyWindowIsUnknown(String value) {
		this.headers.set("X-RateLimit-Remaining", "0");
		this.headers.set("X-RateLimit-Reset", value);
		assertThat(usedUpFor()).isNull();
	}

	@Test
	void usedUpForInUnixMillisecondsIsRead() {
		this.headers.set("X-RateLimit-Remaining", "0");
		this.headers.set("Date", SERVER_DATE);
		this.headers.set("X-RateLimit-Reset", Long.toString(SERVER_SECONDS * 1000 + 900));
		assertThat(usedUpFor()).isEqualTo(Duration.ofMillis(900));
	}

	private Duration usedUpFor() {
		return RateLimitHeaders.usedUpFor(this.headers, CLOCK);
	}

	private Duration retryAfter() {
		return limits().retryAfter();
	}

	private RateLimitHeaders limits() {
		return RateLimitHeaders.of(this.headers, Quota.APP, CLOCK);
	}

}
