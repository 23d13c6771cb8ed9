package io.github.customeriospring.benchmarks.page;

import java.util.Comparator;
import java.util.List;

import io.github.customeriospring.benchmarks.permit.Limiter;
import io.github.customeriospring.benchmarks.permit.PermitResult;
import io.github.customeriospring.benchmarks.report.Table;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * What the page says about permits.
 */
final class Permits {

	private Permits() {
	}

	static PermitResult.Figure ours(PermitResult result, int threads) {
		return result.figures()
			.stream()
			.filter((figure) -> figure.limiter() == Limiter.OURS && figure.threads() == threads)
			.findFirst()
			.orElseThrow();
	}

	static PermitResult.Figure fastestPeer(PermitResult result, int threads) {
		return result.figures()
			.stream()
			.filter((figure) -> !figure.limiter().isOurs() && figure.threads() == threads)
			.min(Comparator.comparingDouble(PermitResult.Figure::nanos))
			.orElseThrow();
	}

	static double mostBytesOfOurs(PermitResult result) {
		return result.figures()
			.stream()
			.filter((figure) -> figure.limiter().isOurs())
			.mapToDouble(PermitResult.Figure::bytes)
			.max()
			.orElse(Double.NaN);
	}

	static String section(PermitResult result) {
		Table table = new Table(List.of("limiter", "threads", "ns", "±", "bytes"));
		for (PermitResult.Figure figure : result.figures()) {
			table.row(List.of(figure.limiter().title(), Integer.toString(figure.threads()), of(figure.nanos()),
					of(figure.error()), of((figure.bytes() < 0.01) ? 0 : figure.bytes())));
		}
		return """
				## One permit

				JMH, average time; the limit is so high that there always is a permit. Every limiter is asked for one without
				waiting; ours a second time as its waiting line does it, for the whole life of a permit.
				The fastest peer reads no clock, as a thread of its own refills it once a period. The others keep a counter and a time;
				ours keeps when each permit in use ends, which is what makes it exact.

				%s
				"""
			.formatted(table);
	}

}
