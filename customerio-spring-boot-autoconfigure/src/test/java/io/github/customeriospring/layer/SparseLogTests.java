package io.github.customeriospring.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SparseLog}.
 */
class SparseLogTests {

	/** As clocks may, it comes around from the largest to the smallest number. */
	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1);

	private final SparseLog log = new SparseLog(this.time::get);

	private final List<String> lines = new ArrayList<>();

	@Test
	void firstLineIsLogged() {
		line("a");
		assertThat(this.lines).containsExactly("a");
	}

	@Test
	void firstLineIsLoggedWhateverTheOriginOfTheTime() {
		this.time.set(-1);
		new SparseLog(this.time::get).log(this.lines::add);
		assertThat(this.lines).containsExactly("");
	}

	@Test
	void periodBeginsWithTheLineThatWasLogged() {
		line("a");
		this.time.addAndGet(3 * SparseLog.PERIOD.toNanos());
		line("b");
		line("c");
		assertThat(this.lines).containsExactly("a", "b");
	}

	@Test
	void lineAfterThePeriodTellsHowManyWereLeftOut() {
		line("a");
		line("b");
		this.time.addAndGet(SparseLog.PERIOD.toNanos() - 1);
		line("c");
		this.time.incrementAndGet();
		line("d");
		assertThat(this.lines).containsExactly("a", "d (2 similar lines were suppressed)");
	}

	@Test
	void countStartsAgainWithEachLine() {
		line("a");
		line("b");
		this.time.addAndGet(SparseLog.PERIOD.toNanos());
		line("c");
		this.time.addAndGet(SparseLog.PERIOD.toNanos());
		line("d");
		assertThat(this.lines).hasSize(3).last().isEqualTo("d");
	}

	private void line(String text) {
		this.log.log((more) -> this.lines.add(text + more));
	}

}
