package io.github.customeriospring.benchmarks.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.WeatherResult;

import static io.github.customeriospring.benchmarks.report.Numbers.of;
import static io.github.customeriospring.benchmarks.report.Numbers.percent;

/**
 * What instances that share a limit must come through.
 */
enum SharedScenario {

	/** The next room, with the peers. */
	BURST {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			return burst(ServerSettings.near(LIMIT), quick ? 1000 : 4000, 0, 0.97, PEERS, "a server in the next room");
		}

	},

	/** A wide area. */
	JITTER {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			ServerSettings far = ServerSettings.near(LIMIT).behind(Duration.ofMillis(15), Duration.ofMillis(4), 0.6);
			return burst(far, quick ? 1000 : 4000, 0.0001, 0.95, PEERS, "30 ms and log-normal jitter away");
		}

	},

	/** Ten times the limit. */
	THOUSAND {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			return burst(ServerSettings.near(1000), quick ? 5000 : 20_000, 0, 0.95, List.of(Kind.ALONE),
					"1,000 a second");
		}

	},

	/** Two regions. */
	REGIONS {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			Distance near = new Distance(Duration.ofMillis(5), Duration.ZERO);
			Distance far = new Distance(Duration.ofMillis(100), Duration.ofMillis(50));
			try (Instances all = Instances.at(List.of(near, near, near, near, far, far, far, far),
					ServerSettings.near(LIMIT))) {
				for (int i = 0; i < INSTANCES; i++) {
					all.endless(i, 60, false);
				}
				int seconds = quick ? 10 : 40;
				Thread.sleep(seconds * 1000L + 3000);
				Judge judge = all.judge();
				double used = judge.accepted(2, 2 + seconds) / (double) (seconds * LIMIT);
				return new WeatherResult(
						"4 busy instances 5 ms away from Customer.io, 4 others 100 ms away from it and 50 ms from Redis (one way)",
						"no window over the limit",
						"%d refused, %s of the limit".formatted(judge.refused(), percent(used)), judge.refused() == 0);
			}
		}

	},

	/** An import on one, interactive calls on the others. */
	IMPORT {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			List<Double> waits = Collections.synchronizedList(new ArrayList<>());
			try (Instances all = Instances.start(Kind.OURS, ServerSettings.near(LIMIT), INSTANCES)) {
				all.endless(0, 50, true);
				Thread.sleep(3000);
				for (int i = 0; i < (quick ? 100 : 300); i++) {
					long start = System.nanoTime();
					all.clients.get(1 + i % (INSTANCES - 1))
						.send(all.next())
						.subscribe((it) -> waits.add((System.nanoTime() - start) / 1e6 - SERVICE_MILLIS));
					Thread.sleep(60);
				}
				Thread.sleep(2000);
				Collections.sort(waits);
				double last = waits.get((int) Math.ceil(0.99 * waits.size()) - 1);
				Judge judge = all.judge();
				return new WeatherResult("an import on one of 8 instances, interactive calls on the others",
						"99 % of these wait less than 100 ms",
						"median %s ms, 99 %% within %s ms; %d refused, %s a second in all".formatted(
								of(waits.get(waits.size() / 2)), of(last), judge.refused(),
								of(judge.accepted() / judge.seconds())),
						last < 100 && judge.refused() == 0);
			}
		}

	},

	/** A 429 with Retry-After at one. */
	PAUSE {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			try (Instances all = Instances.start(Kind.OURS, ServerSettings.near(LIMIT), INSTANCES)) {
				for (int i = 0; i < INSTANCES; i++) {
					all.endless(i, 40, false);
				}
				Thread.sleep(3000);
				all.server.next("pause");
				Thread.sleep(3000);
				List<Arrival> arrivals = all.judge().arrivals();
				Arrival refusal = arrivals.stream().filter(Arrival::isRefused).findFirst().orElseThrow();
				long last = arrivals.stream()
					.mapToLong(Arrival::micros)
					.filter((at) -> at < refusal.micros() + 900_000)
					.max()
					.orElseThrow();
				double trip = (last - refusal.micros()) / 1000.0;
				long next = arrivals.stream()
					.mapToLong(Arrival::micros)
					.filter((at) -> at >= refusal.micros() + 900_000)
					.min()
					.orElseThrow();
				long later = arrivals.stream()
					.mapToLong(Arrival::micros)
					.filter((at) -> at > refusal.micros() + 20_000 && at <= last)
					.count();
				return new WeatherResult("a 429 with Retry-After at one of 8 busy instances",
						"nobody sends in this second but what had left within one round trip (20 ms, and one to Redis)",
						"the last one arrived %s ms after it, %d of them after more than 20 ms; the next one after %s ms"
							.formatted(of(trip), later, of((next - refusal.micros()) / 1000.0)),
						trip < 50 && next - refusal.micros() >= 990_000);
			}
		}

	},

	/** Instances die. */
	KILL {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			return Processes.killed(quick);
		}

	},

	/** Instances stand still. */
	STOP {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			return Processes.stopped(quick);
		}

	},

	/** Redis is not well. */
	REDIS {

		@Override
		WeatherResult play(boolean quick) throws Exception {
			try (Instances all = Instances.start(Kind.OURS, ServerSettings.near(LIMIT), INSTANCES)) {
				long start = System.nanoTime();
				for (int i = 0; i < INSTANCES; i++) {
					all.endless(i, 40, false);
				}
				Thread.sleep(3000);
				List<String> found = new ArrayList<>();
				boolean met = true;
				for (String trouble : List.of("SCRIPT FLUSH", "FLUSHALL", "killed for 6 s", "stopped for 10 s")) {
					long refused = all.judge().refused();
					trouble(all.redis, trouble);
					double well = (System.nanoTime() - start) / 1e9;
					Thread.sleep(6000);
					Judge judge = all.judge();
					double back = back(judge, well);
					found
						.add("%s: %d refused, back after %s s".formatted(trouble, judge.refused() - refused, of(back)));
					met &= judge.refused() == refused && back <= 3;
				}
				return new WeatherResult("Redis flushed, killed and restarted empty, stopped, beside 8 busy instances",
						"0 refused; 90 % of the limit within 3 windows after it is well", String.join("; ", found),
						met);
			}
		}

	};

	private static final List<Kind> PEERS = List.of(Kind.REDISSON, Kind.BUCKET4J, Kind.BUCKET4J_BATCHING,
			Kind.RESILIENCE4J);

	private static final int LIMIT = 100;

	private static final int INSTANCES = 8;

	private static final double SERVICE_MILLIS = 20;

	abstract WeatherResult play(boolean quick) throws Exception;

	private static void trouble(RedisProcess redis, String trouble) throws Exception {
		if (trouble.startsWith("killed")) {
			redis.kill();
			Thread.sleep(6000);
			redis.restart();
		}
		else if (trouble.startsWith("stopped")) {
			redis.stop();
			Thread.sleep(10_000);
			redis.goOn();
		}
		else {
			redis.command(trouble);
		}
	}

	/**
	 * After how long two windows begin that are used to 90 %: one alone may be the shares
	 * that go at once, before everybody is silent.
	 */
	private static double back(Judge judge, double well) {
		for (double from = well; from < well + 4; from += 0.05) {
			if (judge.accepted(from, from + 2) >= 2 * 0.9 * LIMIT) {
				return from - well;
			}
		}
		return Double.POSITIVE_INFINITY;
	}

	private static WeatherResult burst(ServerSettings settings, int calls, double refusals, double share,
			List<Kind> others, String where) throws Exception {
		Burst ours = Burst.play(Kind.OURS, settings, INSTANCES, calls);
		StringBuilder found = new StringBuilder(ours.toString());
		System.out.println("  " + ours);
		for (Kind kind : others) {
			Burst other = (kind == Kind.ALONE) ? Burst.play(kind, settings, 1, calls)
					: Burst.play(kind, settings, INSTANCES, calls / 2); // some are slow
			found.append("; ").append(other);
			System.out.println("  " + other);
		}
		return new WeatherResult(
				"%,d calls at once, spread unevenly over 8 instances, %s%s".formatted(calls, where,
						(others == PEERS) ? " (peers: half as many)" : ""),
				"at most %s refused, %s of the limit, at most 100 calls of Redis a second and instance"
					.formatted(percent(refusals), percent(share)),
				found.toString(), ours.isWithin(refusals, share));
	}

}
