package io.github.customeriospring.benchmarks.call;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.benchmarks.JmhRun;
import io.github.customeriospring.benchmarks.Part;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures calls.
 */
public final class CallPart implements Part {

	@Override
	public String name() {
		return "call";
	}

	@Override
	public CallResult run(boolean quick) throws RunnerException {
		List<CallResult.Figure> figures = new ArrayList<>();
		for (RunResult result : JmhRun.of(CallBenchmarks.class, 1, 3, 3, quick)) {
			figures.add(new CallResult.Figure(Sender.valueOf(result.getParams().getParam("sender")),
					Integer.parseInt(result.getParams().getParam("concurrency")), result.getPrimaryResult().getScore(),
					result.getPrimaryResult().getScoreError(), JmhRun.bytes(result)));
		}
		return new CallResult(figures);
	}

}
