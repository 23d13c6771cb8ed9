package io.github.customeriospring.benchmarks.call;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.benchmarks.JmhRun;
import io.github.customeriospring.benchmarks.Part;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures calls. The machine's speed drifts while this takes its minutes, so the senders
 * take turns, and are compared with each other turn by turn.
 */
public final class CallPart implements Part {

	private static final int TURNS = 5;

	@Override
	public String name() {
		return "call";
	}

	@Override
	public CallResult run(boolean quick) throws RunnerException {
		List<CallResult.Figure> figures = new ArrayList<>();
		for (int turn = 0; turn < (quick ? 1 : TURNS); turn++) {
			for (RunResult result : JmhRun.of(CallBenchmarks.class, 1, 1, 1, quick)) {
				figures.add(new CallResult.Figure(turn, Sender.valueOf(result.getParams().getParam("sender")),
						result.getPrimaryResult().getScore(), JmhRun.bytes(result)));
			}
		}
		return new CallResult(figures);
	}

}
