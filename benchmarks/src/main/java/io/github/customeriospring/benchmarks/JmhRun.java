package io.github.customeriospring.benchmarks;

import java.util.Collection;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks with JMH.
 */
public final class JmhRun {

	private JmhRun() {
	}

	/**
	 * Run the benchmarks of a class.
	 * @param benchmarks the class
	 * @param threads how many threads run them
	 * @param forks in how many JVMs one after the other
	 * @param seconds how long an iteration takes
	 * @param quick whether to take one short fork instead
	 * @return the results
	 * @throws RunnerException if they cannot be run
	 */
	public static Collection<RunResult> of(Class<?> benchmarks, int threads, int forks, int seconds, boolean quick)
			throws RunnerException {
		TimeValue time = quick ? TimeValue.milliseconds(500) : TimeValue.seconds(seconds);
		ChainedOptionsBuilder options = new OptionsBuilder().include("^" + benchmarks.getName() + "\\.")
			.threads(threads)
			.forks(quick ? 1 : forks)
			.warmupIterations(quick ? 2 : 5)
			.warmupTime(time)
			.measurementIterations(quick ? 3 : 5)
			.measurementTime(time)
			.shouldFailOnError(true)
			.addProfiler(GCProfiler.class);
		return new Runner(options.build()).run();
	}

	/**
	 * What was allocated for one operation, by all threads of the process.
	 * @param result of a benchmark
	 * @return the bytes
	 */
	public static double bytes(RunResult result) {
		for (Result<?> secondary : result.getSecondaryResults().values()) {
			if (secondary.getLabel().endsWith("gc.alloc.rate.norm")) {
				return secondary.getScore();
			}
		}
		return Double.NaN;
	}

}
