package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Faults}.
 */
class FaultsTests {

	private final Faults faults = new Faults();

	@Test
	void takeWhenEmptyIsNull() {
		assertThat(take(SimulatedQuota.TRACK, true)).isNull();
		assertThat(take(SimulatedQuota.TRACK, false)).isNull();
	}

	@Test
	void takeWhenScriptedComesInOrderAndOnlyAsOftenAsScripted() {
		Fault first = Fault.status(500);
		Fault second = Fault.status(503);
		this.faults.next(2, first).next(1, second);
		assertThat(take(4, false)).containsExactly(first, first, second, null);
	}

	@Test
	void takeWhenScriptedForAnotherQuotaIsNull() {
		this.faults.next(SimulatedQuota.APP, 1, Fault.status(500));
		assertThat(take(SimulatedQuota.TRACK, false)).isNull();
		assertThat(take(SimulatedQuota.APP, false)).isNotNull();
	}

	@Test
	void takeWhenScriptedForTheQuotaAndForAnyTakesTheQuotasFirst() {
		Fault any = Fault.status(500);
		Fault own = Fault.status(503);
		this.faults.next(1, any).next(SimulatedQuota.TRACK, 1, own);
		assertThat(take(2, false)).containsExactly(own, any);
	}

	@Test
	void takeWhenFaultIsOfTheOtherSideOfTheLimitKeepsIt() {
		Fault reset = Fault.reset();
		this.faults.next(1, reset);
		assertThat(take(SimulatedQuota.TRACK, false)).isNull();
		assertThat(take(SimulatedQuota.TRACK, true)).isSameAs(reset);
	}

	@Test
	void takeWhenRandomStrikesWithItsProbabilityAndRepeatably() {
		this.faults.random(0.25, Fault.status(503), 11);
		List<Fault> drawn = take(10_000, false);
		assertThat(drawn.stream().filter((fault) -> fault != null).count()).isBetween(2300L, 2700L);
		this.faults.clear().random(0.25, drawn.stream().filter((fault) -> fault != null).findFirst().get(), 11);
		assertThat(take(10_000, false).stream().map((fault) -> fault != null))
			.containsExactlyElementsOf(drawn.stream().map((fault) -> fault != null).toList());
	}

	@Test
	void takeWhenScriptAndRandomTakesTheScriptFirst() {
		Fault scripted = Fault.status(500);
		Fault random = Fault.status(503);
		this.faults.random(1, random, 1).next(1, scripted);
		assertThat(take(2, false)).containsExactly(scripted, random);
	}

	@Test
	void clearForgetsAll() {
		this.faults.next(5, Fault.status(500)).next(SimulatedQuota.TRACK, 1, Fault.reset());
		this.faults.random(1, Fault.slow(Duration.ofSeconds(1)), 1).clear();
		assertThat(take(SimulatedQuota.TRACK, true)).isNull();
		assertThat(take(SimulatedQuota.TRACK, false)).isNull();
	}

	@Test
	void addWhenOutOfBoundsFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.random(1.01, Fault.reset(), 1))
			.withMessage("'probability' must be between 0 and 1, was 1.01");
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.random(Double.NaN, Fault.reset(), 1));
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.next(-1, Fault.reset()));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(99));
	}

	@Test
	void takeDuringAnOutageStrikesEachRequestBeforeTheScript() {
		Fault outage = Fault.status(503);
		Fault scripted = Fault.status(500);
		this.faults.next(1, scripted);
		try (Outage open = this.faults.outage(outage)) {
			assertThat(open).hasToString("outage: status 503");
			assertThat(take(3, false)).containsExactly(outage, outage, outage);
		}
		assertThat(take(2, false)).containsExactly(scripted, null);
	}

	@Test
	void takeDuringAnOutageOfOneQuotaSparesTheOthers() {
		this.faults.outage(SimulatedQuota.APP, Fault.noAnswer());
		assertThat(take(SimulatedQuota.TRACK, false)).isNull();
		assertThat(take(SimulatedQuota.APP, false)).isNotNull();
	}

	@Test
	void takeDuringTwoEqualOutagesStrikesUntilBothAreClosed() {
		Outage first = this.faults.outage(Fault.status(503));
		Outage second = this.faults.outage(Fault.status(503));
		first.close();
		first.close();
		assertThat(take(SimulatedQuota.TRACK, false)).isNotNull();
		second.close();
		assertThat(take(SimulatedQuota.TRACK, false)).isNull();
	}

	@Test
	void clearEndsOutages() {
		this.faults.outage(Fault.reset());
		this.faults.clear();
		assertThat(take(SimulatedQuota.TRACK, true)).isNull();
	}

	private @Nullable Fault take(SimulatedQuota quota, boolean beforeLimit) {
		return this.faults.take(quota, beforeLimit, () -> {
			throw new AssertionError("Nobody has a condition");
		});
	}

	private List<Fault> take(int times, boolean beforeLimit) {
		List<Fault> taken = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			taken.add(take(SimulatedQuota.TRACK, beforeLimit));
		}
		return taken;
	}

}
