package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random operations, faults, outages, bad and poisonous operations, cancellations, pauses
 * and shutdowns, in virtual time. A model says what must become of each operation.
 */
class DispatcherModelTests {

	private static final int RUNS = 2000;

	@Test
	void everyOperationEndsOnceAsTheModelSaysAndInOrder() {
		for (long seed = 0; seed < RUNS; seed++) {
			Run run = new Run(seed);
			try {
				run.play();
			}
			catch (Throwable ex) {
				throw new AssertionError("Seed " + seed + ": " + ex.getMessage(), ex);
			}
			finally {
				run.time.dispose();
			}
		}
	}

	private static final class Run {

		private final Random random;

		private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

		private final ScriptedCustomerIo customerIo;

		private final Dispatcher dispatcher;

		private final List<TrackOperation> operations = new ArrayList<>();

		private final List<@Nullable QueuedOperation> queued = new ArrayList<>();

		private final Map<Integer, List<Outcome>> outcomes = new HashMap<>();

		private final Set<Integer> refusedAtTheDoor = new HashSet<>();

		private final Set<Integer> mayEndOtherwise = new HashSet<>();

		Run(long seed) {
			this.random = new Random(seed);
			this.customerIo = new ScriptedCustomerIo(this.random, this.time);
			this.customerIo.flakes = this.random.nextBoolean() ? 0 : 0.05;
			BatchSettings settings = new BatchSettings(1 + this.random.nextInt(12), 40_000,
					Duration.ofMillis(this.random.nextInt(2) * 50), 1 + this.random.nextInt(4), Duration.ofHours(24));
			Bounds bounds = this.random.nextBoolean() ? Bounds.NONE
					: new Bounds(20, 1_000_000, 10, Duration.ofSeconds(this.random.nextInt(20)));
			Surroundings surroundings = new Surroundings(this.time, () -> this.time.now(TimeUnit.NANOSECONDS),
					this.random::nextDouble, Runnable::run);
			this.dispatcher = new Dispatcher("The queue", this.customerIo, Priority.QUEUED, settings, bounds,
					surroundings, (size) -> {
						if (this.random.nextInt(50) == 0) {
							throw new IllegalStateException("a listener that throws");
						}
					}, null, Context.empty());
		}

		void play() {
			int steps = 20 + this.random.nextInt(60);
			for (int step = 0; step < steps; step++) {
				switch (this.random.nextInt(12)) {
					case 0 -> this.customerIo.outage = this.random.nextBoolean();
					case 1 -> this.dispatcher.pause(this.random.nextBoolean());
					case 2 -> cancelOne();
					case 3 -> this.time.advanceTimeBy(Duration.ofMillis(this.random.nextInt(40_000)));
					case 4, 5 -> this.time.advanceTimeBy(Duration.ofMillis(this.random.nextInt(200)));
					case 6 -> clear();
					default -> add(1 + this.random.nextInt(5));
				}
			}
			if (this.random.nextBoolean()) {
				deliver();
			}
			else {
				shutDown();
			}
			check();
		}

		private void add(int count) {
			for (int i = 0; i < count; i++) {
				int number = this.operations.size();
				Identifier person = Identifier.id("p" + this.random.nextInt(6));
				TrackOperation operation = (this.random.nextInt(8) == 0)
						? TrackOperation.person(person).merge(Identifier.id("q" + this.random.nextInt(3)))
						: TrackOperation.identify(person, Map.of("n", number));
				this.operations.add(operation);
				this.outcomes.put(number, new ArrayList<>());
				if (!operation.name().contains("merge")) {
					switch (this.random.nextInt(60)) {
						case 0 -> this.customerIo.bad.add(number);
						case 1 -> this.customerIo.spoiled.add(number);
						case 2 -> this.customerIo.poison.add(number);
						default -> {
							// a good one
						}
					}
				}
				QueuedOperation.Patience patience = QueuedOperation.Patience.values()[this.random.nextInt(3)];
				try {
					this.queued.add(this.dispatcher.add(operation,
							(queued, failure) -> this.outcomes.get(number).add(new Outcome(failure, queued.attempts())),
							null, patience));
				}
				catch (CustomerIoNotSentException ex) {
					assertThat(ex.getReason()).isEqualTo(Reason.QUEUE_FULL);
					this.queued.add(null);
					this.refusedAtTheDoor.add(number);
				}
			}
		}

		private void cancelOne() {
			if (!this.queued.isEmpty()) {
				int number = this.random.nextInt(this.queued.size());
				QueuedOperation operation = this.queued.get(number);
				if (operation != null) {
					this.mayEndOtherwise.add(number);
					this.dispatcher.cancel(operation);
				}
			}
		}

		private void clear() {
			if (this.random.nextInt(4) == 0) {
				allMayEndOtherwise();
				this.dispatcher.clear(Reason.CLEARED, "cleared");
			}
		}

		private void allMayEndOtherwise() {
			this.outcomes.forEach((number, all) -> {
				if (all.isEmpty()) {
					this.mayEndOtherwise.add(number);
				}
			});
		}

		private void deliver() {
			this.customerIo.outage = false;
			this.dispatcher.pause(false);
			this.dispatcher.flush();
			// other traffic, so that what fails alone is told from the weather
			for (int i = 0; i < 400 && !this.dispatcher.idle().isDone(); i++) {
				this.time.advanceTimeBy(Duration.ofSeconds(10));
				if (i % 10 == 9) {
					add(1);
				}
			}
		}

		private void shutDown() {
			allMayEndOtherwise();
			this.dispatcher.close();
			this.dispatcher.pause(false);
			this.dispatcher.flush();
			this.time.advanceTimeBy(Duration.ofMillis(this.random.nextInt(3000)));
			this.dispatcher.clear(Reason.SHUTTING_DOWN, "down");
			this.dispatcher.abandon("down");
		}

		private void check() {
			assertThat(this.dispatcher.idle())
				.as("%s, left %s", this.dispatcher.stats(),
						this.queued.stream()
							.filter((it) -> it != null && it.state() != QueuedOperation.State.SETTLED)
							.toList())
				.isDone();
			QueueStats stats = this.dispatcher.stats();
			assertThat(stats.queued() + stats.inFlight() + stats.waiting()).isZero();
			assertThat(stats.bytes()).isZero();
			this.outcomes.forEach((number, all) -> {
				assertThat(all).as("outcomes of %s", number).hasSize(this.refusedAtTheDoor.contains(number) ? 0 : 1);
				if (!all.isEmpty()) {
					check(number, all.get(0));
				}
			});
			checkOrder();
		}

		private void check(int number, Outcome outcome) {
			CustomerIoException failure = outcome.failure();
			boolean isMerge = this.operations.get(number).name().contains("merge");
			if (failure == null) {
				assertThat(isMerge || this.customerIo.applied.contains(number)).as("%s was applied", number).isTrue();
				return;
			}
			boolean isAtFault = this.customerIo.bad.contains(number) || this.customerIo.spoiled.contains(number)
					|| this.customerIo.poison.contains(number);
			if (failure instanceof CustomerIoNotSentException notSent && notSent.getReason() == Reason.QUEUE_FULL) {
				return; // it waited for room too long
			}
			assertThat(isAtFault || this.mayEndOtherwise.contains(number))
				.as("%s is at fault for %s", number, failure.getMessage())
				.isTrue();
			if (failure instanceof CustomerIoResponseException) {
				assertThat(outcome.attempts()).isPositive();
			}
		}

		/** The last time that each was applied decides. */
		private void checkOrder() {
			Map<String, Integer> newest = new HashMap<>();
			Set<Integer> seen = new HashSet<>();
			for (int i = this.customerIo.applied.size() - 1; i >= 0; i--) {
				int number = this.customerIo.applied.get(i);
				if (number < 0 || !seen.add(number)) {
					continue;
				}
				for (String subject : this.operations.get(number).subjects()) {
					Integer later = newest.put(subject, number);
					assertThat(later == null || later > number).as("%s of %s comes before %s", number, subject, later)
						.isTrue();
				}
			}
		}

	}

	private record Outcome(@Nullable CustomerIoException failure, int attempts) {

	}

}
