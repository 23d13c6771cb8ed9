package io.github.customeriospring.benchmarks.call;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.customeriospring.benchmarks.report.Statistics;

/**
 * What calls cost.
 *
 * @param figures one for each turn and sender
 */
public record CallResult(List<Figure> figures) {

	/**
	 * What a call costs.
	 *
	 * @param turn in which turn it was measured
	 * @param sender who sends it
	 * @param perSecond calls in a second
	 * @param bytes what the client's process allocates for one
	 */
	public record Figure(int turn, Sender sender, double perSecond, double bytes) {

	}

	/**
	 * Return a value in each turn.
	 * @param sender who sends
	 * @param value which value
	 * @return the values in the order of the turns
	 */
	public List<Double> turns(Sender sender, ToDoubleFunction<Figure> value) {
		return this.figures.stream()
			.filter((figure) -> figure.sender() == sender)
			.sorted(Comparator.comparingInt(Figure::turn))
			.map(value::applyAsDouble)
			.toList();
	}

	/**
	 * Compare the throughput of two senders over all turns.
	 * @param sender one
	 * @param peer what it is compared with
	 * @return which part of the peer's it reaches
	 */
	public double throughputRatio(Sender sender, Sender peer) {
		return Statistics.mean(turns(sender, Figure::perSecond)) / Statistics.mean(turns(peer, Figure::perSecond));
	}

	/**
	 * Compare two senders turn by turn.
	 * @param sender one
	 * @param peer what it is compared with
	 * @param value which value
	 * @return how many times the peer's, one for each turn
	 */
	public List<Double> ratios(Sender sender, Sender peer, ToDoubleFunction<Figure> value) {
		List<Double> values = turns(sender, value);
		List<Double> peers = turns(peer, value);
		return IntStream.range(0, values.size()).mapToObj((turn) -> values.get(turn) / peers.get(turn)).toList();
	}

}
