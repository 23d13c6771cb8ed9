package io.github.customeriospring.ratelimit;

import java.io.IOException;
import java.time.Duration;

import io.github.customeriospring.Priority;
import io.github.customeriospring.ratelimit.window.Sharing;
import io.github.customeriospring.ratelimit.shared.SharedWindows.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what instances do that share a limit while Redis or some of them are not well.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedOutageTests {

	private static final long HOUR = 3_600_000_000L;

	private final SharedSimulation simulation = new SharedSimulation(100);

	@AfterEach
	void close() throws IOException {
		this.simulation.close();
	}

	private void busy(int instances) {
		for (int i = 0; i < instances; i++) {
			this.simulation.instance().endless(200, Priority.INTERACTIVE);
		}
		this.simulation.run(5);
	}

	@ParameterizedTest
	@EnumSource(value = State.class, names = { "REFUSING", "SILENT" })
	void eachInstanceSendsItsShareWhileRedisIsAway(State state, CapturedOutput output) {
		busy(4);
		this.simulation.windows.state = state;
		this.simulation.run(2.5);
		assertThat(sharing(0).state()).isEqualTo(Sharing.State.SILENT);
		assertThat(sharing(0).failure()).as("not told yet").isNull();
		assertThat(this.simulation.accepted(5.5, 7.5)).isZero();
		this.simulation.run(7.5);
		assertThat(sharing(0).state()).isEqualTo(Sharing.State.SHARE);
		assertThat(sharing(0).share()).isEqualTo(25);
		assertThat(sharing(0).failures()).isPositive();
		assertThat(sharing(0).failure()).isIn("no connection: refused", "no answer in time");
		assertThat(this.simulation.accepted(10, 15)).isBetween(480L, 500L);
		this.simulation.windows.state = State.UP;
		this.simulation.run(10);
		assertThat(sharing(0).state()).isEqualTo(Sharing.State.SHARED);
		assertThat(this.simulation.accepted(18, 19)).as("three windows later").isGreaterThanOrEqualTo(90);
		assertThat(this.simulation.refused).isZero();
		assertThat(output).containsPattern("Redis gives no permits, seen first at quota \\w+ \\(")
			.contains("share of each limit, which is one of 4")
			.contains("Redis answers again after");
	}

	@Test
	void nothingIsSentWhileRedisIsAwayIfItIsToStop(CapturedOutput output) {
		Duration near = Duration.ofMillis(1);
		this.simulation.instance(() -> near, () -> near, 0, true).endless(100, Priority.INTERACTIVE);
		this.simulation.run(5);
		this.simulation.windows.state = State.SILENT;
		this.simulation.run(30);
		assertThat(this.simulation.accepted(6, 35)).isZero();
		assertThat(sharing(0).state()).isEqualTo(Sharing.State.STOPPED);
		assertThat(output).contains("Nothing is sent until it answers");
		this.simulation.windows.state = State.UP;
		this.simulation.run(5);
		assertThat(this.simulation.accepted(36, 40)).isGreaterThan(380);
		assertThat(this.simulation.refused).isZero();
	}

	@Test
	void nothingIsSentWithoutRedisWhileTheNumberOfInstancesIsNotKnown(CapturedOutput output) {
		this.simulation.windows.state = State.REFUSING;
		this.simulation.instance().send(10);
		this.simulation.run(20);
		assertThat(this.simulation.acceptedAt).isEmpty();
		assertThat(sharing(0).state()).isEqualTo(Sharing.State.STOPPED);
		assertThat(output).contains("'customerio.rate-limit.instances' tells it");
		assertThat(this.simulation.instances.get(0).line.control.toString()).contains("10 calls wait",
				"Redis gives no permits (stopped)");
	}

	@Test
	void shareOfAKnownNumberOfInstancesIsSentWhereRedisNeverAnswered() {
		this.simulation.windows.state = State.REFUSING;
		Duration near = Duration.ofMillis(1);
		this.simulation.instance(() -> near, () -> near, 5, false).send(100);
		this.simulation.run(12);
		assertThat(this.simulation.acceptedAt).hasSize(100);
		assertThat(this.simulation.most).isEqualTo(20);
	}

	@Test
	void shareOfLessThanOneIsALongerWindow() throws IOException {
		try (SharedSimulation slow = new SharedSimulation(1)) {
			for (int i = 0; i < 4; i++) {
				slow.instance().endless(5, Priority.INTERACTIVE);
			}
			slow.run(10);
			assertThat(slow.accepted(2, 10)).isBetween(7L, 8L);
			slow.windows.state = State.REFUSING;
			slow.run(40);
			assertThat(slow.instances).allSatisfy((it) -> assertThat(it.accepted).isBetween(6, 15));
			assertThat(slow.accepted(20, 50)).isGreaterThan(20);
		}
	}

	@Test
	void lossOfAllKeysIsToldAndLivedThrough(CapturedOutput output) {
		busy(4);
		for (int i = 0; i < 5; i++) {
			this.simulation.windows.commands().flushall();
			this.simulation.run(5.3);
			double now = this.simulation.now();
			assertThat(this.simulation.accepted(now - 2.3, now)).as("three windows later").isGreaterThan(190);
		}
		assertThat(output).contains("Redis has lost its keys of quota track, so nothing is sent for ");
		assertThat(this.simulation.refused).isZero();
	}

	@Test
	void instanceThatStartsRightAfterALossOfTheKeysWaitsLikeTheOthers() {
		busy(2);
		this.simulation.windows.commands().flushall();
		this.simulation.instance().endless(200, Priority.INTERACTIVE);
		this.simulation.run(10);
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.accepted(12, 15)).isGreaterThan(280);
	}

	@ParameterizedTest
	@ValueSource(longs = { HOUR, -HOUR, 300_000, -300_000, 5_000_000, -5_000_000 })
	void clockOfRedisMayBeSet(long micros) {
		busy(4);
		this.simulation.windows.clock = micros;
		this.simulation.run(10);
		assertThat(this.simulation.accepted(8, 9)).as("three windows later").isGreaterThanOrEqualTo(90);
		assertThat(this.simulation.refused).isZero();
		this.simulation.windows.clock = 0;
		this.simulation.run(10);
		assertThat(this.simulation.accepted(18, 19)).as("three windows later").isGreaterThanOrEqualTo(90);
		assertThat(this.simulation.refused).isZero();
	}

	@Test
	void slowRedisCostsThroughputButNoRefusals() {
		Duration near = Duration.ofMillis(1);
		for (int i = 0; i < 4; i++) {
			Duration far = Duration.ofMillis(100);
			this.simulation.instance(() -> near, () -> far, 0, false).endless(100, Priority.INTERACTIVE);
		}
		this.simulation.run(20);
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.accepted(10, 20)).isGreaterThan(700);
	}

	@Test
	void requestsOfAnInstanceThatStoodStillGoBackToTheLine() {
		busy(4);
		SharedSimulation.Instance stalled = this.simulation.instances.get(0);
		stalled.stall = Duration.ofSeconds(5);
		this.simulation.run(2);
		stalled.stall = Duration.ZERO;
		this.simulation.run(10);
		assertThat(stalled.expired).isPositive();
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.failed).isEmpty();
		assertThat(this.simulation.accepted(12, 16)).isGreaterThan(380);
	}

	@Test
	void instancesThatAreKilledCostLittle() {
		busy(8);
		for (int i = 0; i < 10; i++) {
			this.simulation.instances.get(this.simulation.instances.size() - 8).kill();
			this.simulation.instance().endless(200, Priority.INTERACTIVE);
			this.simulation.run(2);
		}
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.accepted(5, 25)).isGreaterThan(1960);
	}

	@Test
	void pauseThatAnAnswerAsksForHoldsEverybody(CapturedOutput output) {
		busy(4);
		this.simulation.retryAfter = Duration.ofSeconds(3);
		this.simulation.serverLimit = 99;
		this.simulation.run(2);
		assertThat(this.simulation.refused).isPositive();
		this.simulation.serverLimit = 100;
		double refusedAt = this.simulation.refusedAt.get(0);
		this.simulation.run(8);
		assertThat(this.simulation.instances).allSatisfy(
				(it) -> assertThat(it.sentAt).noneMatch((at) -> at > refusedAt + 0.03 && at < refusedAt + 2.99));
		assertThat(output).contains("as another instance learnt");
	}

	@Test
	void limitThatFallsIsFollowedByAllAndForgotten() {
		busy(4);
		this.simulation.serverLimit = 50;
		this.simulation.run(20);
		int refused = this.simulation.refused;
		assertThat(refused).isBetween(1, 60);
		assertThat(this.simulation.accepted(10, 25)).isGreaterThan(600);
		assertThat(this.simulation.instances.get(1).line.control.effectiveLimit()).isLessThan(60);
		this.simulation.serverLimit = 100;
		this.simulation.run(20);
		assertThat(this.simulation.accepted(40, 45)).isGreaterThan(450);
	}

	@Test
	void smallestLimitThatAnInstanceHasSetHolds(CapturedOutput output) {
		busy(2);
		this.simulation.instances.get(0).line.control.changeLimit(40);
		this.simulation.run(5);
		assertThat(this.simulation.accepted(7, 10)).isBetween(110L, 120L);
		assertThat(this.simulation.instances.get(1).line.control.effectiveLimit()).isEqualTo(40);
		assertThat(output).contains("Another instance has set the limit of quota track to 40");
	}

	@Test
	void endpointSeesWhoHoldsWhat() {
		busy(4);
		Sharing sharing = sharing(2);
		assertThat(sharing.state()).isEqualTo(Sharing.State.SHARED);
		assertThat(sharing.instances()).isEqualTo(4);
		assertThat(sharing.holders()).hasSize(4)
			.hasEntrySatisfying("instance-1", (it) -> assertThat(it.held()).isBetween(10, 40));
	}

	private Sharing sharing(int instance) {
		Sharing sharing = this.simulation.instances.get(instance).line.control.sharing();
		assertThat(sharing).isNotNull();
		return sharing;
	}

}
