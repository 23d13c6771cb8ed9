package io.github.customeriospring.benchmarks.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.ResultStore;
import io.github.customeriospring.benchmarks.call.CallResult;
import io.github.customeriospring.benchmarks.call.Sender;
import io.github.customeriospring.benchmarks.imports.ImportOutcome;
import io.github.customeriospring.benchmarks.scenario.Outcome;
import io.github.customeriospring.benchmarks.scenario.ScenarioResult;
import io.github.customeriospring.benchmarks.virtual.VirtualResult;
import io.github.customeriospring.benchmarks.virtual.Weather;
import io.github.customeriospring.benchmarks.waiting.Waiting;
import io.github.customeriospring.benchmarks.waiting.WaitingResult;

import static io.github.customeriospring.benchmarks.report.Numbers.of;
import static io.github.customeriospring.benchmarks.report.Numbers.percent;
import static io.github.customeriospring.benchmarks.report.Statistics.median;

/**
 * Compares what was measured with what was promised.
 */
final class Bars {

	/** Operations in a full batch. */
	private static final double BATCH = 1000;

	private final ResultStore results;

	private final List<Bar> bars = new ArrayList<>();

	Bars(ResultStore results) {
		this.results = results;
	}

	List<Bar> all() {
		this.results.read("virtual", VirtualResult.class).ifPresent((virtual) -> {
			link(virtual.figure(Weather.WIDE_AREA), 0.0001, 0.97);
			link(virtual.figure(Weather.HEAVY_TAIL), 0.001, 0.95);
		});
		this.results.read("halved", ScenarioResult.class).ifPresent((halved) -> halved(halved.ours()));
		this.results.read("failing", ScenarioResult.class).ifPresent(this::failing);
		this.results.read("cancel", ScenarioResult.class).ifPresent((cancel) -> cancelled(cancel.ours()));
		this.results.read("call", CallResult.class).ifPresent(this::call);
		this.results.read("waiting", WaitingResult.class).ifPresent(this::waiting);
		this.results.read("import", ImportOutcome.class).ifPresent(this::imported);
		return this.bars;
	}

	private void link(VirtualResult.Figure figure, double mostRefused, double leastShare) {
		add(figure.weather().name() + ", " + figure.runs() + " runs in virtual time",
				"at most %s refused at %s or more of the limit".formatted(percent(mostRefused), percent(leastShare)),
				"%s refused (worst run %s), %s of the limit (worst %s)".formatted(percent(figure.refused()),
						percent(figure.worstRefused()), percent(figure.share()), percent(figure.worstShare())),
				figure.refused() <= mostRefused && figure.share() >= leastShare);
	}

	private void halved(Outcome ours) {
		double fall = ours.figures().getOrDefault("s to 90 % of the new limit", Double.NaN);
		double rise = ours.figures().getOrDefault("s to 90 % of the old limit", Double.NaN);
		add("limit halved for a while, no Retry-After",
				"under 2 % refused, none lost, 90 % of the new limit within 5 s, of the old within 15 s",
				"%s refused, %d lost, %s s, %s s".formatted(percent(ours.refusedShare()), lost(ours), of(fall),
						of(rise)),
				ours.refusedShare() < 0.02 && lost(ours) == 0 && fall <= 5 && rise <= 15);
	}

	private void failing(ScenarioResult result) {
		result.outcomes()
			.stream()
			.filter((outcome) -> outcome.client().startsWith(ClientKind.OURS.title()))
			.forEach(this::failing);
	}

	private void failing(Outcome ours) {
		double load = ours.figures().getOrDefault("requests per call", Double.NaN);
		add("30 % of requests fail for a while, " + ours.client(), "none lost, at most 1.5 requests per call",
				"%d of %d lost, %s requests per call".formatted(lost(ours), ours.calls(), of(load)),
				lost(ours) == 0 && load <= 1.5);
	}

	private void cancelled(Outcome ours) {
		double sent = ours.figures().getOrDefault("sent though cancelled", Double.NaN);
		double pace = ours.figures().getOrDefault("ideal time / time", Double.NaN);
		add("half of the waiters cancel", "none of them sent, the rest at full rate (97 % or more)",
				"%s of %s sent, %d lost, the rest at %s of the full rate".formatted(of(sent),
						of(ours.figures().getOrDefault("cancelled", Double.NaN)), lost(ours), percent(pace)),
				sent == 0 && lost(ours) == 0 && pace >= 0.97);
	}

	private void call(CallResult call) {
		cpu(call, "warm call, CPU against the bare web client", Sender.TEMPLATE, 1.3);
		cpu(call, "the same with meters and observations, against the bare web client without", Sender.OBSERVED, 1.7);
	}

	private void cpu(CallResult call, String name, Sender sender, double most) {
		List<Double> ratios = call.cpuRatios(sender, Sender.BARE);
		add(name, "at most %s times".formatted(of(most)), "%s times (by turn %s to %s)".formatted(of(median(ratios)),
				of(Collections.min(ratios)), of(Collections.max(ratios))), median(ratios) <= most);
	}

	private void waiting(WaitingResult waiting) {
		for (Waiting where : List.of(Waiting.LINE, Waiting.TEMPLATE)) {
			double bytes = waiting.extraBytes(where);
			int timers = waiting.figure(where).timers();
			add("%,d calls wait, %s".formatted(waiting.calls(),
					(where == Waiting.LINE) ? "in the line" : "whole way of the template's calls"),
					"at most 400 bytes each beyond the call itself, no timer each",
					"%s bytes each, %d timer(s) in all".formatted(of(bytes), timers), bytes <= 400 && timers <= 10);
		}
	}

	private void imported(ImportOutcome result) {
		add("%,d people imported beside live calls".formatted(result.people()),
				"1.02 × the fewest requests, at most 60 s, 99 % of the live calls wait under 100 ms",
				"%,d requests, %s s, 99 %% of the live calls took %s ms in all".formatted(result.requests(),
						of(result.seconds()), of(result.p99Millis())),
				result.requests() <= 1.02 * result.people() / BATCH && result.seconds() <= 60
						&& result.p99Millis() < 100 && result.failed() + result.liveFailed() == 0);
	}

	private static int lost(Outcome outcome) {
		return outcome.lost() + outcome.unended();
	}

	private void add(String name, String promise, String measured, boolean met) {
		this.bars.add(new Bar(name, promise, measured, met));
	}

}
