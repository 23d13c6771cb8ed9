package io.github.customeriospring.benchmarks.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.ResultStore;
import io.github.customeriospring.benchmarks.call.CallResult;
import io.github.customeriospring.benchmarks.call.CallResult.Figure;
import io.github.customeriospring.benchmarks.call.Sender;
import io.github.customeriospring.benchmarks.imports.ImportOutcome;
import io.github.customeriospring.benchmarks.permit.PermitResult;
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

	private static final double MOST_NOISE = 0.1;

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
		this.results.read("permit", PermitResult.class).ifPresent((permit) -> {
			permit(permit, 1);
			permit(permit, 4);
			permitBytes(permit);
		});
		this.results.read("call", CallResult.class).ifPresent((call) -> {
			call(call);
			observed(call);
		});
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

	private void permit(PermitResult permit, int threads) {
		PermitResult.Figure ours = Permits.ours(permit, threads);
		PermitResult.Figure peer = Permits.fastestPeer(permit, threads);
		// a noisy run must not pass for a fast one
		double noise = Math.min(ours.error() + peer.error(), MOST_NOISE * peer.nanos());
		add("one permit, threads: " + threads, "not slower than the fastest peer, within noise (10 % at most)",
				"%s ± %s ns, %s %s ± %s ns".formatted(of(ours.nanos()), of(ours.error()), peer.limiter().title(),
						of(peer.nanos()), of(peer.error())),
				ours.nanos() <= peer.nanos() + noise);
	}

	private void permitBytes(PermitResult permit) {
		double most = Permits.mostBytesOfOurs(permit);
		add("one permit, garbage", "0 bytes", of(most) + " bytes, its whole life included", most < 0.01);
	}

	private void call(CallResult call) {
		double bytes = median(call.ratios(Sender.TEMPLATE, Sender.BARE, Figure::bytes));
		add("template against bare web client", "95 % or more of its throughput, at most 15 % more allocation",
				"%s of the throughput, %s of the allocation".formatted(kept(call, Sender.TEMPLATE, Sender.BARE),
						percent(bytes)),
				call.throughputRatio(Sender.TEMPLATE, Sender.BARE) >= 0.95 && bytes <= 1.15);
	}

	private void observed(CallResult call) {
		add("template with meters and observations against without", "95 % or more of its throughput",
				"%s; the bare web client keeps %s with Boot's meters alone".formatted(
						kept(call, Sender.OBSERVED, Sender.TEMPLATE), kept(call, Sender.BARE_OBSERVED, Sender.BARE)),
				call.throughputRatio(Sender.OBSERVED, Sender.TEMPLATE) >= 0.95);
	}

	private static String kept(CallResult call, Sender sender, Sender peer) {
		List<Double> turns = call.ratios(sender, peer, Figure::perSecond);
		return "%s (by turn %s to %s)".formatted(percent(call.throughputRatio(sender, peer)),
				percent(Collections.min(turns)), percent(Collections.max(turns)));
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
