package io.github.customeriospring.actuate;

import java.time.Instant;

import io.github.customeriospring.Quota;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LastThrottled}.
 */
class LastThrottledTests {

	private Instant now = Instant.EPOCH;

	private final LastThrottled lastThrottled = new LastThrottled(() -> this.now);

	@Test
	void timeIsThatOfTheLastAnswerOfTheQuota() {
		this.lastThrottled.throttled(Quota.APP);
		this.now = this.now.plusSeconds(5);
		this.lastThrottled.throttled(Quota.APP);
		assertThat(this.lastThrottled.of(Quota.APP)).isEqualTo(this.now);
		assertThat(this.lastThrottled.of(Quota.TRACK)).isNull();
	}

}
