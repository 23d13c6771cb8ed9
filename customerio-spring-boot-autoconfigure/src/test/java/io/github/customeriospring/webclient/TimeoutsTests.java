package io.github.customeriospring.webclient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Timeouts}.
 */
class TimeoutsTests {

	private static final Duration AFTER = Duration.ofSeconds(10);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<Duration> timers = new ArrayList<>();

	private boolean broken;

	private final List<String> over = new ArrayList<>();

	private final Timeouts timeouts = new Timeouts(AFTER, new CountingScheduler(),
			() -> this.time.now(TimeUnit.NANOSECONDS));

	@Test
	void endsWhatTakesTooLongAtItsTimeAndInItsOrder() {
		start("a");
		this.time.advanceTimeBy(Duration.ofSeconds(4));
		start("b");
		this.time.advanceTimeBy(Duration.ofSeconds(6).minusNanos(1));
		assertThat(this.over).isEmpty();
		this.time.advanceTimeBy(Duration.ofNanos(1));
		assertThat(this.over).containsExactly("a");
		this.time.advanceTimeBy(Duration.ofSeconds(4).minusNanos(1));
		assertThat(this.over).containsExactly("a");
		this.time.advanceTimeBy(Duration.ofNanos(1));
		assertThat(this.over).containsExactly("a", "b");
	}

	@Test
	void cancelledIsNotEnded() {
		start("a");
		Timeouts.Timeout cancelled = start("b");
		start("c");
		cancelled.cancel();
		cancelled.cancel();
		this.time.advanceTimeBy(AFTER);
		assertThat(this.over).containsExactly("a", "c");
		cancelled.cancel();
		start("d");
		this.time.advanceTimeBy(AFTER);
		assertThat(this.over).containsExactly("a", "c", "d");
	}

	@Test
	void oneTimerIsEnoughForManyAndNoneIsLeftWhenNothingIsUnderWay() {
		for (int i = 0; i < 1000; i++) {
			start("done").cancel();
			this.time.advanceTimeBy(Duration.ofMillis(9));
		}
		assertThat(this.timers).containsExactly(AFTER);
		this.time.advanceTimeBy(AFTER.multipliedBy(10));
		assertThat(this.timers).hasSize(1);
		start("late");
		this.time.advanceTimeBy(AFTER);
		assertThat(this.timers).containsExactly(AFTER, AFTER);
		assertThat(this.over).containsExactly("late");
	}

	@Test
	void startedByWhatIsEndedWaitsItsOwnTime() {
		this.timeouts.start(() -> start("second"));
		this.time.advanceTimeBy(AFTER);
		assertThat(this.over).isEmpty();
		this.time.advanceTimeBy(AFTER);
		assertThat(this.over).containsExactly("second");
	}

	@Test
	void oneThatThrowsDoesNotKeepTheOthers() {
		this.timeouts.start(() -> {
			throw new IllegalStateException("of the caller's");
		});
		start("a");
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		start("b");
		this.time.advanceTimeBy(AFTER);
		assertThat(this.over).containsExactly("a", "b");
	}

	@Test
	void schedulerThatFailsIsAskedAgainByTheNext() {
		this.broken = true;
		assertThatIllegalStateException().isThrownBy(() -> start("a"));
		this.broken = false;
		start("b");
		this.time.advanceTimeBy(AFTER);
		assertThat(this.over).containsExactly("b");
	}

	private Timeouts.Timeout start(String name) {
		return this.timeouts.start(() -> this.over.add(name));
	}

	/**
	 * Remembers the delays of its timers.
	 */
	private final class CountingScheduler implements Scheduler {

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			if (TimeoutsTests.this.broken) {
				throw new IllegalStateException("broken");
			}
			TimeoutsTests.this.timers.add(Duration.of(delay, unit.toChronoUnit()));
			return TimeoutsTests.this.time.schedule(task, delay, unit);
		}

		@Override
		public Disposable schedule(Runnable task) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Worker createWorker() {
			throw new UnsupportedOperationException();
		}

	}

}
