package io.github.customeriospring.benchmarks.shared;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.customeriospring.benchmarks.Signals;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.shared.child.BusyMain;
import io.github.customeriospring.benchmarks.weather.WeatherResult;
import io.github.customeriospring.benchmarks.weather.child.Child;

import static io.github.customeriospring.benchmarks.report.Numbers.percent;

/**
 * Instances in processes of their own that share a limit, have more calls than it lets
 * go, and come to harm.
 */
final class Processes implements AutoCloseable {

	private static final int INSTANCES = 4;

	private static final int LIMIT = 100;

	private static final int OPEN_CALLS = 60;

	private static final int CALLS_AN_INSTANCE = 1_000_000;

	private static final int AT_A_TIME = 4;

	private static final double MOST_LOST = 0.02;

	private final ServerProcess server = ServerProcess.start(ServerSettings.near(LIMIT));

	private final ServerProcess warmUp = ServerProcess.start(ServerSettings.unlimited());

	private final RedisProcess redis = RedisProcess.start();

	/** They are warm, and not started yet: two cores cannot start one in two seconds. */
	private final Deque<Child> spare = new ArrayDeque<>();

	private final List<Child> instances = new ArrayList<>();

	private long markedAt;

	private Processes() throws IOException {
	}

	/** Lets something happen to the instances. */
	private interface Harm {

		void happen(Processes processes) throws Exception;

	}

	/** One is killed every two seconds, and another one started in its place. */
	static WeatherResult killed(boolean quick) throws Exception {
		int kills = quick ? 5 : 30;
		return play("%d instances, each a process with more calls than it may send; one killed every 2 s, %d times"
			.formatted(INSTANCES, kills), kills, (processes) -> {
				for (int i = 0; i < kills; i++) {
					Thread.sleep(2000);
					processes.instances.remove(0).close();
					processes.start();
				}
			});
	}

	/** One stands still for 5 s at a time. */
	static WeatherResult stopped(boolean quick) throws Exception {
		int stops = quick ? 2 : 9;
		return play("%d instances, each a process with more calls than it may send; one stopped for 5 s, %d times"
			.formatted(INSTANCES, stops), 0, (processes) -> {
				for (int i = 0; i < stops; i++) {
					ProcessHandle one = processes.instances.get(i % INSTANCES).handle();
					Signals.stop(one);
					Thread.sleep(5000);
					Signals.goOn(one);
					Thread.sleep(1500);
				}
			});
	}

	private static WeatherResult play(String story, int spare, Harm harm) throws Exception {
		try (Processes processes = new Processes()) {
			processes.prepare(INSTANCES + spare);
			for (int i = 0; i < INSTANCES; i++) {
				processes.start();
			}
			for (Child instance : processes.instances) {
				await(instance, "ready");
			}
			Thread.sleep(8000);
			processes.server.forget();
			processes.server.mark();
			processes.markedAt = System.nanoTime();
			Thread.sleep(10_000);
			double from = processes.seconds();
			harm.happen(processes);
			double to = processes.seconds();
			Thread.sleep(2000);
			Judge judge = new Judge(processes.server.arrivals());
			double well = judge.accepted(1, from) / (LIMIT * (from - 1));
			double harmed = judge.accepted(from, to) / (LIMIT * (to - from));
			return new WeatherResult(story,
					"0 refused; at most %s of the limit less than unharmed".formatted(percent(MOST_LOST)),
					"%d refused; %s of the limit for %.0f s, %s before".formatted(judge.refused(), percent(harmed),
							to - from, percent(well)),
					judge.refused() == 0 && harmed >= well - MOST_LOST);
		}
	}

	private double seconds() {
		return (System.nanoTime() - this.markedAt) / 1e9;
	}

	private void prepare(int count) throws Exception {
		List<String> options = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
		while (this.spare.size() < count) {
			for (int i = 0; i < AT_A_TIME; i++) {
				this.spare.add(Child.start(BusyMain.class, options, this.server.url(), this.warmUp.url(),
						Integer.toString(CALLS_AN_INSTANCE * this.spare.size()), Integer.toString(OPEN_CALLS),
						"spring.data.redis.url=" + this.redis.url(), "customerio.rate-limit.shared.enabled=true"));
			}
			await(this.spare.getLast(), "warm");
		}
	}

	private void start() throws IOException {
		Child next = this.spare.remove();
		this.instances.add(next);
		next.goOn();
	}

	private static void await(Child instance, String word) throws Exception {
		if (!instance.await(word, Duration.ofSeconds(90)).isEmpty()) {
			throw new IllegalStateException("An instance is not " + word + ": " + instance.log());
		}
	}

	@Override
	public void close() throws IOException {
		this.instances.addAll(this.spare);
		for (Child instance : this.instances) {
			instance.close();
		}
		this.redis.close();
		this.server.close();
		this.warmUp.close();
	}

}
