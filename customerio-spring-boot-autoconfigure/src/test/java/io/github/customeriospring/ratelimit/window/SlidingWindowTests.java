package io.github.customeriospring.ratelimit.window;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class SlidingWindowTests {

	private static final Duration WINDOW = Duration.ofSeconds(1);

	private long now;

	@Test
	void takeGivesTheLimitAtOnceAndThenSaysWhenToAskAgain() {
		SlidingWindow window = fixed(3, 20);
		takeAndLeave(window, 3);
		advance(400);
		assertThat(window.take(this.now)).isNull();
		assertThat(window.nanosUntilNext(this.now)).isEqualTo(Duration.ofMillis(620).toNanos());
	}

	@Test
	void permitIsInUseUntilAWindowAndTheMarginAfterItsRequestLeft() {
		SlidingWindow window = fixed(1, 20);
		Permit permit = window.take(this.now);
		advance(500);
		window.left(permit, this.now);
		advance(1019);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void permitIsInUseWhileItsRequestHasNotLeft() {
		SlidingWindow window = fixed(1, 20);
		window.take(this.now);
		advance(60_000);
		assertThat(window.take(this.now)).isNull();
		assertThat(window.nanosUntilNext(this.now)).isEqualTo(WINDOW.toNanos());
	}

	@Test
	void permitThatNobodyUsesIsFreeAtOnce() {
		SlidingWindow window = fixed(1, 20);
		window.unused(window.take(this.now));
		assertThat(window.take(this.now)).isNotNull();
	}

	@Test
	void permitIsInUseAWholeWindowAfterTheAnswerWhileRoundTripsAreFew() {
		SlidingWindow window = adaptive(1, 50);
		roundTrip(window, 10);
		advance(1001);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void permitIsFreeTheShortestRoundTripEarlierOnceThatIsTrusted() {
		SlidingWindow window = adaptive(1, 50);
		for (int i = 0; i < 50; i++) {
			roundTrip(window, 10);
			advance(2000);
		}
		roundTrip(window, 30);
		// 30 ms way, of which 10 at least were outside of the server; 2 ms margin
		advance(1000 - 10 + 1);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void shortestRoundTripIsNotTrustedWhileAColdProcessStillGetsFaster() {
		SlidingWindow window = adaptive(1, 50);
		for (int i = 0; i < 50; i++) {
			roundTrip(window, 60);
			advance(2000);
		}
		roundTrip(window, 20);
		advance(1001);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		for (int i = 0; i < 50; i++) {
			roundTrip(window, 20);
			advance(2000);
		}
		roundTrip(window, 20);
		advance(982);
		assertThat(window.available(this.now)).isOne();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10 })
	void fewSlowAnswersOfAColdProcessAreNotTrusted(int limit) {
		PermitWindow window = new PermitWindow.Settings(Quota.TRACK, limit, WINDOW, Duration.ofMillis(2), null, 0,
				Schedulers.immediate(), () -> this.now)
			.local(limit, WINDOW);
		for (int i = 0; i < 2 * limit; i++) {
			Permit permit = window.take(this.now);
			window.left(permit, this.now);
			advance(800);
			window.answered(permit, true, this.now);
			advance(1300);
		}
		List<Permit> permits = new ArrayList<>();
		for (Permit permit = window.take(this.now); permit != null; permit = window.take(this.now)) {
			permits.add(permit);
		}
		permits.forEach((permit) -> window.left(permit, this.now));
		advance(20);
		permits.forEach((permit) -> window.answered(permit, true, this.now));
		advance(980); // a window after they left
		assertThat(window.take(this.now)).isNull();
	}

	@Test
	void slowAnswerDelaysOnlyItsOwnPermit() {
		SlidingWindow window = adaptive(2, 2);
		List<Permit> permits = takeAndLeave(window, 2);
		advance(10);
		window.answered(permits.get(1), true, this.now);
		advance(1002);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void permitIsInUseUntilItsAnswerInAColdProcessWhoseRequestsMayArriveLate() {
		SlidingWindow window = adaptive(1, 50);
		Permit permit = takeAndLeave(window, 1).get(0);
		advance(8000);
		assertThat(window.available(this.now)).isZero();
		assertThat(window.nanosUntilNext(this.now)).isEqualTo(WINDOW.toNanos());
		window.answered(permit, true, this.now);
		advance(1001);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void permitWhoseAnswerWillNotComeIsFreeAfterTheLargestMarginInAColdProcessToo() {
		SlidingWindow window = adaptive(1, 50);
		Permit permit = takeAndLeave(window, 1).get(0);
		advance(1500);
		window.lost(permit, this.now);
		advance(499);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void permitsOfOthersAreFreeAgainInAColdProcess() {
		SlidingWindow window = adaptive(2, 50);
		assertThat(window.takeForOthers(2, this.now)).isTrue();
		advance(2000);
		assertThat(window.available(this.now)).isEqualTo(2);
	}

	@Test
	void permitWithoutAnAnswerIsFreeAfterTheLargestMargin() {
		SlidingWindow window = adaptive(1, 1);
		roundTrip(window, 0);
		advance(2000);
		takeAndLeave(window, 1);
		advance(1999);
		assertThat(window.available(this.now)).isZero();
		advance(1);
		assertThat(window.available(this.now)).isOne();
	}

	@Test
	void connectionThatTakesLongHoldsOnlyItsOwnPermit() {
		SlidingWindow window = fixed(2, 30);
		window.take(this.now);
		for (int i = 0; i < 3; i++) {
			roundTrip(window, 0);
			advance(1030);
		}
	}

	@Test
	void lateAnswerIsNotTakenForAShortRoundTrip() {
		SlidingWindow window = adaptive(1, 2);
		for (int i = 0; i < 10; i++) {
			roundTrip(window, 100);
			advance(2000);
		}
		Permit late = takeAndLeave(window, 1).get(0);
		advance(2500);
		Permit next = takeAndLeave(window, 1).get(0);
		window.answered(late, true, this.now);
		advance(100);
		window.answered(next, true, this.now);
		assertThat(window.nanosUntilNext(this.now)).isEqualTo(Duration.ofMillis(902).toNanos());
	}

	@ParameterizedTest(name = "window {0} ms, round trip {1} ms")
	@CsvSource({ "1000, 100", "1000, 1500", "1000, 3000", "50, 80", "50, 200" })
	void limitIsUsedHoweverLongTheRoundTripIs(long windowMillis, long tripMillis) {
		Duration length = Duration.ofMillis(windowMillis);
		SlidingWindow window = new SlidingWindow(10, length, new Margin(length, Duration.ofMillis(2), length, 20), 0);
		send(window, 5000, tripMillis); // until it follows the round trips
		long start = this.now;
		send(window, 1000, tripMillis);
		assertThat(100.0 * length.toNanos() / (this.now - start)).isGreaterThan(0.93);
	}

	@Test
	void loweredLimitSpreadsItsPermits() {
		SlidingWindow window = adaptive(10, 20);
		List<Permit> permits = takeAndLeave(window, 10);
		permits.subList(5, 10).forEach((permit) -> window.refused(permit, permit != permits.get(5), true, 0, this.now));
		permits.subList(0, 5).forEach((permit) -> window.answered(permit, true, this.now));
		assertThat(window.limit(this.now)).isEqualTo(5);
		advance(3000);
		assertThat(window.take(this.now)).isNotNull();
		assertThat(window.take(this.now)).isNull();
		assertThat(window.nanosUntilNext(this.now)).isEqualTo(Duration.ofMillis(95).toNanos());
	}

	@Test
	void permitsThatEndedAreNotCountedAtARefusalThoughNobodyAskedMeanwhile() {
		SlidingWindow window = fixed(100, 0);
		List<Permit> permits = takeAndLeave(window, 100);
		Permit last = permits.remove(99);
		permits.subList(0, 40).forEach((permit) -> window.answered(permit, true, this.now));
		advance(500);
		permits.subList(40, 99).forEach((permit) -> window.answered(permit, true, this.now));
		advance(500);
		window.refused(last, false, true, 0, this.now);
		assertThat(window.limit(this.now)).isEqualTo(50);
	}

	private SlidingWindow fixed(int limit, long marginMillis) {
		Duration margin = Duration.ofMillis(marginMillis);
		return new SlidingWindow(limit, WINDOW, new Margin(WINDOW, margin, margin, 2), this.now);
	}

	private SlidingWindow adaptive(int limit, int trustedAfter) {
		return new SlidingWindow(limit, WINDOW, new Margin(WINDOW, Duration.ofMillis(2), WINDOW, trustedAfter),
				this.now);
	}

	private List<Permit> takeAndLeave(SlidingWindow window, int count) {
		List<Permit> permits = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Permit permit = window.take(this.now);
			assertThat(permit).isNotNull();
			window.left(permit, this.now);
			permits.add(permit);
		}
		return permits;
	}

	private void roundTrip(SlidingWindow window, long millis) {
		Permit permit = takeAndLeave(window, 1).get(0);
		advance(millis);
		window.answered(permit, true, this.now);
	}

	private void advance(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
	}

	/** Send as fast as the window lets us, each answer coming the same time later. */
	private void send(SlidingWindow window, int calls, long tripMillis) {
		record Open(Permit permit, long answerAt) {

		}
		Deque<Open> open = new ArrayDeque<>();
		for (int sent = 0; sent < calls;) {
			while (!open.isEmpty() && open.element().answerAt() <= this.now) {
				window.answered(open.remove().permit(), true, this.now);
			}
			Permit permit = window.take(this.now);
			if (permit != null) {
				sent++;
				window.left(permit, this.now);
				open.add(new Open(permit, this.now + Duration.ofMillis(tripMillis).toNanos()));
			}
			else {
				advance(1);
			}
		}
	}

}
