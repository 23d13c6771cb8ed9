package io.github.customeriospring.simulator.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuotaBook}.
 */
class QuotaBookTests {

	private final AtomicLong nanos = new AtomicLong(1000);

	private final QuotaBook book = new QuotaBook(2, Duration.ofSeconds(1), this.nanos::get);

	@Test
	void arriveWhenWindowIsFullIsRefusedAndTellsTheWait() {
		this.book.arrive();
		this.book.arrive();
		this.nanos.addAndGet(400);
		QuotaBook.Arrival third = this.book.arrive();
		assertThat(third.isAccepted()).isFalse();
		assertThat(third.nanos()).isEqualTo(1400);
		assertThat(third.waitNanos()).isEqualTo(999_999_600);
	}

	@Test
	void statsWhenRefusedAndFailedCountsEachOnce() {
		for (int i = 0; i < 5; i++) {
			this.book.arrive();
		}
		this.book.answered(true);
		this.book.answered(false);
		assertThat(this.book.counts()).isEqualTo(new QuotaBook.Counts(1, 3, 1, 2));
	}

	@Test
	void limitWhenWindowStaysKeepsThePeak() {
		this.book.arrive();
		this.book.arrive();
		this.book.limit(1, Duration.ofSeconds(1));
		assertThat(this.book.counts().mostInAnyWindow()).isEqualTo(2);
	}

	@Test
	void limitWhenWindowChangesMeasuresThePeakAnew() {
		this.book.arrive();
		this.book.arrive();
		this.book.limit(5, Duration.ofSeconds(2));
		this.book.arrive();
		assertThat(this.book.counts().mostInAnyWindow()).isOne();
	}

	@Test
	void describeWhenWindowIsNotWholeSecondsSaysMilliseconds() {
		assertThat(this.book.describe()).isEqualTo("2 requests per 1s");
		this.book.limit(3, Duration.ofMillis(250));
		assertThat(this.book.describe()).isEqualTo("3 requests per 250ms");
	}

	@Test
	void resetWhenWindowWasFullHasRoom() {
		for (int i = 0; i < 3; i++) {
			this.book.arrive();
		}
		this.book.answered(true);
		this.book.answered(false);
		this.book.reset(2, Duration.ofSeconds(1));
		assertThat(this.book.arrive().isAccepted()).isTrue();
		assertThat(this.book.counts()).isEqualTo(new QuotaBook.Counts(0, 0, 0, 1));
	}

}
