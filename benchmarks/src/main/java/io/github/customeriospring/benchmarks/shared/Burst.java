package io.github.customeriospring.benchmarks.shared;

import java.time.Duration;

import io.github.customeriospring.benchmarks.server.ServerSettings;

import static io.github.customeriospring.benchmarks.report.Numbers.of;
import static io.github.customeriospring.benchmarks.report.Numbers.percent;

/**
 * Many calls at once, spread unevenly over instances, and what it took to send them.
 *
 * @param kind what the instances are
 * @param instances how many there were
 * @param limit requests in any second
 * @param calls how many calls
 * @param judge what the server saw
 * @param lost how many calls failed
 * @param seconds how long all took
 * @param scripts how often Redis ran a script meanwhile
 * @param redis processor time of Redis
 * @param process processor time of this process, which has all instances
 */
record Burst(Kind kind, int instances, int limit, int calls, Judge judge, int lost, double seconds, long scripts,
		Duration redis, Duration process) {

	private static final Duration AT_MOST = Duration.ofSeconds(100);

	static Burst play(Kind kind, ServerSettings settings, int instances, int calls) throws Exception {
		try (Instances all = Instances.start(kind, settings, instances)) {
			long scripts = all.redis.calls();
			Duration redis = all.redis.processor();
			Duration process = processor();
			long start = System.nanoTime();
			all.sendUnevenly(calls, AT_MOST);
			double seconds = (System.nanoTime() - start) / 1e9;
			return new Burst(kind, instances, settings.limit(), calls, all.judge(), all.lost(), seconds,
					all.redis.calls() - scripts, all.redis.processor().minus(redis), processor().minus(process));
		}
	}

	private static Duration processor() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
	}

	double used() {
		return this.judge.used(this.limit);
	}

	/** Calls of Redis a second and instance. */
	double callsOfRedis() {
		return this.scripts / this.seconds / this.instances;
	}

	/**
	 * Calls of Redis for each permit, those that only say that an instance lives
	 * included.
	 */
	double callsOfRedisPerPermit() {
		return (double) this.scripts / this.judge.accepted();
	}

	boolean isWithin(double refused, double used) {
		return this.judge.refused() <= refused * this.calls && used() >= used && this.judge.accepted() == this.calls
				&& callsOfRedis() <= 100;
	}

	@Override
	public String toString() {
		String text = "%s: %d refused, %d lost, %s of the limit (%s s)".formatted(this.kind.title(),
				this.judge.refused(), this.lost, percent(used()), of(this.judge.seconds()));
		return (this.scripts == 0) ? text
				: "%s, %s script calls a permit, %s a second and instance, %s of a processor for Redis (%s µs a script call), %s for each instance"
					.formatted(text, of(callsOfRedisPerPermit()), of(callsOfRedis()), percent(share(this.redis)),
							of(this.redis.toNanos() / 1000.0 / this.scripts),
							percent(share(this.process) / this.instances));
	}

	private double share(Duration processor) {
		return processor.toNanos() / 1e9 / this.seconds;
	}

}
