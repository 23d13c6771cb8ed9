package io.github.customeriospring.ratelimit;

import java.time.Duration;

import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionTests {

	private final RateLimiterConfig limit = RateLimiterConfig.custom()
		.limitForPeriod(10)
		.limitRefreshPeriod(Duration.ofSeconds(1))
		.build();

	private final Admission admission = new Admission(1000, 5000, Duration.ofSeconds(20), 1);

	@ParameterizedTest(name = "{0} ahead, {1} available, pause of {2} ms")
	@CsvSource({ "0, 0, 0,", "199, 0, 0,", "200, 0, 0, WAIT_TOO_LONG", "205, 6, 0,", "206, 6, 0, WAIT_TOO_LONG",
			"189, 0, 1000,", "190, 0, 1000, WAIT_TOO_LONG", "0, 1, 20000,", "0, 1, 20001, WAIT_TOO_LONG",
			"199, -90, 0,", "1000, 0, 0, LINE_FULL" })
	void waitIsEstimatedWithTheLimitThatIsSet(int ahead, int available, long pauseMillis, Reason expected) {
		assertThat(this.admission.decide(ahead, 1, Duration.ofMillis(pauseMillis).toNanos(), available, this.limit))
			.isEqualTo(expected);
	}

	@Test
	void bytesOfThoseThatWaitAreBoundedButALoneCallMayWaitWhateverItsSize() {
		assertThat(this.admission.decide(1, 5000, 0, 0, this.limit)).isNull();
		assertThat(this.admission.decide(1, 5001, 0, 0, this.limit)).isEqualTo(Reason.LINE_FULL);
		assertThat(this.admission.decide(0, 9999, 0, 0, this.limit)).isNull();
	}

	@Test
	void callThatComesBackIsOnlyRefusedWhereThePauseAloneIsTooLong() {
		assertThat(this.admission.decideAgain(Duration.ofSeconds(20).toNanos())).isNull();
		assertThat(this.admission.decideAgain(Duration.ofSeconds(21).toNanos())).isEqualTo(Reason.WAIT_TOO_LONG);
	}

}
