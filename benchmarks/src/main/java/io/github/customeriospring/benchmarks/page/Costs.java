package io.github.customeriospring.benchmarks.page;

import java.util.Collections;
import java.util.List;

import io.github.customeriospring.benchmarks.call.CallResult;
import io.github.customeriospring.benchmarks.call.Sender;
import io.github.customeriospring.benchmarks.imports.ImportOutcome;
import io.github.customeriospring.benchmarks.report.Table;
import io.github.customeriospring.benchmarks.virtual.VirtualResult;
import io.github.customeriospring.benchmarks.virtual.Weather;
import io.github.customeriospring.benchmarks.waiting.Waiting;
import io.github.customeriospring.benchmarks.waiting.WaitingResult;

import static io.github.customeriospring.benchmarks.report.Numbers.of;
import static io.github.customeriospring.benchmarks.report.Numbers.percent;
import static io.github.customeriospring.benchmarks.report.Statistics.median;

/**
 * What the page says about calls, waiting calls and virtual time.
 */
final class Costs {

	/** Requests a second by default. */
	private static final int IMPORT_RATE = 50;

	private Costs() {
	}

	static String call(CallResult result) {
		Table table = new Table(List.of("sender", "CPU a call, µs", "least", "most", "calls a second"));
		for (Sender sender : Sender.values()) {
			List<Double> cpu = result.turns(sender, CallResult.Figure::cpuMicros);
			table.row(List.of(sender.title(), of(median(cpu)), of(Collections.min(cpu)), of(Collections.max(cpu)),
					of(median(result.turns(sender, CallResult.Figure::perSecond)))));
		}
		return """
				## One call

				64 calls at a time, with the same body, to a server in a process of its own that answers at once and never refuses.
				The bare client reads the status (`toBodilessEntity`). The figure is the CPU time of the client's whole process. Senders
				take turns, each in a fresh JVM, and make 150,000 calls before 100,000 are measured; the table has the median of the turns.

				The template adds what it is for: the retry, the waiting line, the limiter, timeouts and the reading of the answer.
				Observing a call is one observation for the call and one for its attempt, the latter being Boot's own, which a bare
				client has too. At a limit of some hundred or thousand a second none of this shows.

				%s
				"""
			.formatted(table);
	}

	static String waiting(WaitingResult result) {
		Table table = new Table(List.of("where", "bytes each", "timers"));
		for (WaitingResult.Figure figure : result.figures()) {
			table.row(List.of(switch (figure.waiting()) {
				case NOWHERE -> "sent, no answer (the call itself)";
				case LINE -> "in the waiting line";
				case TEMPLATE -> "on the whole way of the template's calls: retry, line, web client";
			}, of(figure.bytes()), Integer.toString(figure.timers())));
		}
		return """
				## Waiting calls

				%,d calls wait in a fresh JVM. The figure is the heap in use after full collections, less that before they were
				sent, by call; the request objects exist before. The call itself is measured by sending as many to a transport
				that never answers. In the line %s bytes come on top. Timers are the tasks of the client's scheduler.

				%s
				"""
			.formatted(result.calls(), of(result.extraBytes(Waiting.LINE)), table);
	}

	static String imported(ImportOutcome result) {
		return """
				## An import beside live calls

				`BulkImporter` with its defaults sends %,d people in %,d requests and %s s (one person a request would take
				%,d s) while %,d live calls are made, 25 ms apart, in the same application. The server takes 20 ms for each
				request. A live call took %s ms in the median, %s ms at the 99th percentile and %s ms at worst; %d of them and %d
				people failed.

				The command line on a file of 1,000,000 people (88 MB of CSV, eight columns), `-Xmx128m --rate=100`, the simulator on the
				same two cores (2026-11-27): 1,000 requests, 12.8 s of sending and 15.9 s with the start of the JVM and the first look,
				21 µs of CPU a person, 278 MB resident. The simulator took another 4 µs a person. On a machine that others used as well
				it took 18 to 27 s for the same CPU. By samples, the first look took 2 %% of the work. The rest of the Java code went to
				making operations (24 %%, half of it for their JSON), handing them to the dispatcher (22 %%) and reading lines (7 %%).
				Compiling that code and collecting garbage took about half of all CPU. Resident are 128 MB of heap, and what a JVM has
				beside it: classes, compiled code, buffers of the connections.

				"""
			.formatted(result.people(), result.requests(), of(result.seconds()), result.people() / IMPORT_RATE,
					result.liveCalls(), of(result.medianMillis()), of(result.p99Millis()), of(result.slowestMillis()),
					result.liveFailed(), result.failed());
	}

	static String virtual(VirtualResult result) {
		Table table = new Table(List.of("link", "refused, mean", "worst", "of the limit, mean", "worst"));
		for (VirtualResult.Figure figure : result.figures()) {
			Weather weather = figure.weather();
			table.row(List.of(
					"%s: %s ms + log-normal (%s ms, %s) each way".formatted(weather.name(), of(weather.baseMillis()),
							of(weather.medianMillis()), of(weather.sigma())),
					percent(figure.refused()), percent(figure.worstRefused()), percent(figure.share()),
					percent(figure.worstShare())));
		}
		return """
				## Long runs in virtual time

				The limiter itself, driven by a discrete-event simulation: %d runs of %,d calls each, limit 100 a second, 20 ms of
				service, timers up to 2 ms late, a second's pause after a 429. Refused calls are sent again.

				%s
				"""
			.formatted(result.figures().get(0).runs(), result.calls(), table);
	}

}
