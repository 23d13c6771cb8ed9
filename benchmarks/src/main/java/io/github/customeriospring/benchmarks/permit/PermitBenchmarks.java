package io.github.customeriospring.benchmarks.permit;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One permit, there at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class PermitBenchmarks {

	/** All of them, one after the other. */
	@Param
	public Limiter limiter;

	private Permit permit;

	/** Create the limiter. */
	@Setup
	public void create() {
		this.permit = this.limiter.create();
	}

	/**
	 * Take a permit.
	 * @return whether there was one
	 */
	@Benchmark
	public boolean permit() {
		return this.permit.take();
	}

}
