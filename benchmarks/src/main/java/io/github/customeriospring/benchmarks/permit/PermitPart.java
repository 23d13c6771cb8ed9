package io.github.customeriospring.benchmarks.permit;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.benchmarks.JmhRun;
import io.github.customeriospring.benchmarks.Part;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures permits.
 */
public final class PermitPart implements Part {

	private static final int[] THREADS = { 1, 4 };

	@Override
	public String name() {
		return "permit";
	}

	@Override
	public PermitResult run(boolean quick) throws RunnerException {
		List<PermitResult.Figure> figures = new ArrayList<>();
		for (int threads : THREADS) {
			for (RunResult result : JmhRun.of(PermitBenchmarks.class, threads, 2, 1, quick)) {
				Limiter limiter = Limiter.valueOf(result.getParams().getParam("limiter"));
				figures.add(new PermitResult.Figure(limiter, threads, result.getPrimaryResult().getScore(),
						result.getPrimaryResult().getScoreError(), JmhRun.bytes(result)));
			}
		}
		return new PermitResult(figures);
	}

}
