package io.github.customeriospring.ratelimit.window;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveLimitTests {

	private static final long WINDOW = 1_000_000_000L;

	private final AdaptiveLimit limit = new AdaptiveLimit(100, WINDOW);

	@Test
	void refusalOfWhoHoldsLittleWhileNobodyWaitsSaysNothing() {
		for (int i = 0; i < 5; i++) {
			assertThat(this.limit.refused(false, 1, false, 0, i * WINDOW)).isFalse();
			assertThat(this.limit.refused(true, 1, false, 0, i * WINDOW)).isFalse();
		}
		assertThat(this.limit.current()).isEqualTo(100);
		assertThat(this.limit.isLowered()).isFalse();
	}

	@Test
	void refusalWhileTheWindowIsFullLowersToWhatIsHeldAndByOneForEachThatLeftBefore() {
		assertThat(this.limit.refused(false, 80, true, 0, 0)).isTrue();
		assertThat(this.limit.current()).isEqualTo(80);
		this.limit.refused(true, 79, true, 0, 0);
		this.limit.refused(true, 78, true, 0, 0);
		assertThat(this.limit.current()).isEqualTo(78);
	}

	@Test
	void oneRefusalLeavesHalfOfTheLimitHoweverLittleIsHeld() {
		this.limit.refused(false, 0, true, 0, 0);
		assertThat(this.limit.current()).isEqualTo(50);
	}

	@Test
	void burstThatIsRefusedAsAWholeLeavesHalfOfTheLimit() {
		for (int i = 0; i < 100; i++) {
			this.limit.refused(i > 0, 99 - i, true, 0, 0);
		}
		assertThat(this.limit.current()).isEqualTo(50);
		this.limit.accepted(WINDOW);
		this.limit.refused(false, 10, true, 0, WINDOW);
		assertThat(this.limit.current()).isEqualTo(25);
	}

	@Test
	void refusalsWithNothingAcceptedBetweenThemLowerTheLimitOnce() {
		for (int i = 0; i < 20; i++) {
			this.limit.refused(false, 0, true, WINDOW, i * WINDOW);
			this.limit.refused(true, 0, true, 0, i * WINDOW);
		}
		assertThat(this.limit.current()).isEqualTo(50);
	}

	@Test
	void limitIsNeverLessThanOne() {
		for (int i = 0; i < 20; i++) {
			this.limit.refused(false, 0, true, 0, i);
			this.limit.accepted(i);
		}
		assertThat(this.limit.current()).isOne();
	}

	@Test
	void loweredLimitComesBackWhenNothingIsRefusedForAWhile() {
		this.limit.refused(false, 50, true, 0, 0);
		int window = 0;
		while (this.limit.isLowered() && window++ < 100) {
			for (int call = 0, calls = this.limit.current(); call < calls; call++) {
				this.limit.accepted(window * WINDOW);
			}
		}
		assertThat(window).isBetween(4, 15);
	}

	@Test
	void loweredLimitComesBackWithTimeWhereThereAreNoCalls() {
		this.limit.refused(false, 0, true, 0, 0);
		this.limit.forget(60 * WINDOW);
		assertThat(this.limit.isLowered()).isTrue();
		this.limit.forget(61 * WINDOW);
		assertThat(this.limit.current()).isEqualTo(100);
	}

	@Test
	void configuredLimitIsFollowedAtOnceUnlessAnEvenLowerOneIsInForce() {
		this.limit.configure(40);
		assertThat(this.limit.current()).isEqualTo(40);
		this.limit.refused(false, 20, true, 0, 0);
		this.limit.configure(200);
		assertThat(this.limit.current()).isEqualTo(20);
		this.limit.configure(10);
		assertThat(this.limit.current()).isEqualTo(10);
		assertThat(this.limit.isLowered()).isFalse();
	}

	@Test
	void operatorIsToldWhenTheLimitFallsAndWhenItIsBack() {
		this.limit.refused(false, 50, true, 0, 0);
		assertThat(this.limit.accepted(1)).isEqualTo("lowered from 100 to 50 after 1 answers with 429");
		String news = null;
		for (int call = 0; news == null && call < 5000; call++) {
			news = this.limit.accepted(1 + call * WINDOW / 50);
		}
		assertThat(news).isEqualTo("back at 100");
	}

	@Test
	void limitStaysBetweenOneAndTheConfiguredOneWhateverHappens() {
		Random random = new Random(7);
		long now = 0;
		int configured = 100;
		for (int i = 0; i < 100_000; i++) {
			now += random.nextInt((int) WINDOW / 20);
			int what = random.nextInt(100);
			if (what < 3) {
				this.limit.refused(random.nextBoolean(), random.nextInt(100), random.nextBoolean(), WINDOW / 10, now);
			}
			else if (what == 3) {
				configured = 1 + random.nextInt(200);
				this.limit.configure(configured);
			}
			else {
				this.limit.accepted(now);
			}
			this.limit.forget(now);
			assertThat(this.limit.current()).isBetween(1, configured);
			assertThat(this.limit.gapNanos()).isBetween(0L, WINDOW / 2);
		}
	}

}
