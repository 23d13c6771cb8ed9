package io.github.customeriospring.ratelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import io.github.customeriospring.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what instances that share a limit do to a server that counts it.
 */
class SharedLimitSimulationTests {

	private final SharedSimulation simulation = new SharedSimulation(100);

	@AfterEach
	void close() throws IOException {
		this.simulation.close();
	}

	@Test
	void burstsOfManyInstancesAreAcceptedAtTheLimit() {
		int[] calls = { 2000, 1000, 400, 300, 150, 80, 50, 20 };
		for (int i = 0; i < calls.length; i++) {
			this.simulation.instance();
		}
		this.simulation.run(1);
		for (int i = 0; i < calls.length; i++) {
			this.simulation.instances.get(i).send(calls[i]);
		}
		this.simulation.run(60);
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.acceptedAt).hasSize(4000);
		assertThat(40.0 / (this.simulation.acceptedAt.get(3999) / 1e9)).isGreaterThan(0.97);
		assertThat(this.simulation.windows.calls()).as("calls of Redis").isLessThan(4000);
	}

	@Test
	void jitterCostsNoRefusals() {
		for (int i = 0; i < 8; i++) {
			this.simulation.instance(logNormal(15)).send(500);
		}
		this.simulation.run(60);
		assertThat(this.simulation.acceptedAt).hasSize(4000);
		assertThat(this.simulation.refused).isZero();
		assertThat(40.0 / (this.simulation.acceptedAt.get(3999) / 1e9)).isGreaterThan(0.95);
	}

	@Test
	void regionsAtDifferentDistancesStayBelowTheLimit() {
		for (int i = 0; i < 8; i++) {
			Supplier<Duration> oneWay = logNormal((i < 4) ? 2 : 50);
			this.simulation.instance(oneWay, oneWay, 0, false).send(500);
		}
		this.simulation.run(60);
		assertThat(this.simulation.acceptedAt).hasSize(4000);
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.accepted(10, 30)).as("what it costs").isGreaterThan(1650);
	}

	@Test
	void nearestInstanceMayComeAndGo() {
		Duration near = Duration.ofMillis(2);
		Duration far = Duration.ofMillis(50);
		for (int i = 0; i < 4; i++) {
			this.simulation.instance(() -> far).endless(60, Priority.INTERACTIVE);
		}
		this.simulation.run(10);
		for (int i = 0; i < 5; i++) {
			SharedSimulation.Instance one = this.simulation.instance(() -> near);
			one.endless(60, Priority.INTERACTIVE);
			this.simulation.run(5.5);
			if (i % 2 == 0) {
				one.line.permits.leave();
				this.simulation.run(0.1);
			}
			one.kill();
			this.simulation.run(7.3);
		}
		assertThat(this.simulation.refused).isZero();
	}

	@Test
	void instancesThatStartCostLittle() {
		for (int i = 0; i < 8; i++) {
			this.simulation.instance(() -> Duration.ofMillis(10)).endless(60, Priority.INTERACTIVE);
		}
		this.simulation.run(20);
		for (int i = 0; i < 20; i++) {
			this.simulation.instance(() -> Duration.ofMillis(10)).send(20);
			this.simulation.run(2);
		}
		assertThat(this.simulation.refused).isZero();
		assertThat(this.simulation.accepted(20.5, 59.5)).isGreaterThan((int) (0.985 * 3900));
	}

	@Test
	void callOfRedisBringsAPermit() {
		for (int i = 0; i < 8; i++) {
			this.simulation.instance(logNormal(10)).endless(60, Priority.INTERACTIVE);
		}
		this.simulation.run(30);
		long calls = this.simulation.windows.calls();
		int accepted = this.simulation.acceptedAt.size();
		this.simulation.run(30);
		assertThat((double) (this.simulation.windows.calls() - calls) / (this.simulation.acceptedAt.size() - accepted))
			.as("calls of Redis a permit")
			.isLessThan(1.05);
	}

	@Test
	void instancesThatWaitGetTheSame() {
		for (int i = 0; i < 4; i++) {
			this.simulation.instance().endless((i == 0) ? 300 : 50, Priority.INTERACTIVE);
		}
		this.simulation.run(20);
		assertThat(this.simulation.instances).extracting((it) -> it.accepted)
			.allSatisfy((count) -> assertThat(count).isBetween(450, 550));
	}

	@Test
	void lowerPrioritiesElsewhereDoNotStarve() {
		this.simulation.instance().endless(200, Priority.INTERACTIVE);
		this.simulation.instance().endless(20, Priority.QUEUED);
		this.simulation.instance().endless(20, Priority.BULK);
		this.simulation.run(20);
		assertThat(this.simulation.instances.get(1).accepted).isBetween(40, 300);
		assertThat(this.simulation.instances.get(2).accepted).isBetween(40, 300);
		assertThat(this.simulation.refused).isZero();
	}

	@Test
	void importElsewhereDoesNotDelayInteractiveCalls() {
		this.simulation.instance().endless(50, Priority.BULK);
		List<SharedSimulation.Instance> others = List.of(this.simulation.instance(), this.simulation.instance());
		this.simulation.run(5);
		Random random = new Random(2);
		for (int i = 0; i < 600; i++) {
			others.get(i % 2).send(Priority.INTERACTIVE).subscribe();
			this.simulation.run(0.02 + random.nextInt(60) / 1000.0);
		}
		this.simulation.run(2);
		List<Double> waits = others.stream().flatMap((it) -> it.waits.stream()).sorted().toList();
		assertThat(waits).hasSize(600);
		assertThat(waits.get(593)).as("99 of 100").isLessThan(0.02);
		assertThat(this.simulation.refused).isZero();
	}

	private Supplier<Duration> logNormal(int millis) {
		Random random = this.simulation.random;
		return () -> Duration.ofNanos((long) (1e6 * (millis + 4 * Math.exp(0.6 * random.nextGaussian()))));
	}

}
