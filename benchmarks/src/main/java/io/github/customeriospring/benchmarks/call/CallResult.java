package io.github.customeriospring.benchmarks.call;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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
	 * @param cpuMicros CPU time of the client's process for one, in microseconds
	 * @param perSecond calls in a second
	 */
	public record Figure(int turn, Sender sender, double cpuMicros, double perSecond) {

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
	 * Compare two senders turn by turn.
	 * @param sender one
	 * @param peer what it is compared with
	 * @return how many times the peer's CPU time, one for each turn
	 */
	public List<Double> cpuRatios(Sender sender, Sender peer) {
		List<Double> values = turns(sender, Figure::cpuMicros);
		List<Double> peers = turns(peer, Figure::cpuMicros);
		return IntStream.range(0, values.size()).mapToObj((turn) -> values.get(turn) / peers.get(turn)).toList();
	}

}
