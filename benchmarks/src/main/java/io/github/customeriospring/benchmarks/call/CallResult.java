package io.github.customeriospring.benchmarks.call;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What calls cost.
 *
 * @param figures one for each turn, sender and concurrency
 */
public record CallResult(List<Figure> figures) {

	/**
	 * What a call costs.
	 *
	 * @param turn in which turn it was measured
	 * @param sender who sends it
	 * @param concurrency how many are under way
	 * @param perSecond calls in a second
	 * @param bytes what the client's process allocates for one
	 */
	public record Figure(int turn, Sender sender, int concurrency, double perSecond, double bytes) {

	}

	/**
	 * Return a value in each turn.
	 * @param sender who sends
	 * @param concurrency how many are under way
	 * @param value which value
	 * @return the values in the order of the turns
	 */
	public List<Double> turns(Sender sender, int concurrency, ToDoubleFunction<Figure> value) {
		return this.figures.stream()
			.filter((figure) -> figure.sender() == sender && figure.concurrency() == concurrency)
			.sorted(Comparator.comparingInt(Figure::turn))
			.map(value::applyAsDouble)
			.toList();
	}

	/**
	 * Compare two senders turn by turn.
	 * @param sender one
	 * @param peer what it is compared with
	 * @param concurrency how many calls are under way
	 * @param value which value
	 * @return how many times the peer's, one for each turn
	 */
	public List<Double> ratios(Sender sender, Sender peer, int concurrency, ToDoubleFunction<Figure> value) {
		List<Double> values = turns(sender, concurrency, value);
		List<Double> peers = turns(peer, concurrency, value);
		return IntStream.range(0, values.size()).mapToObj((turn) -> values.get(turn) / peers.get(turn)).toList();
	}

}
