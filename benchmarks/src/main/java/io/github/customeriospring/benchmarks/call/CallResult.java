package io.github.customeriospring.benchmarks.call;

import java.util.List;

/**
 * What calls cost.
 *
 * @param figures one for each sender and concurrency
 */
public record CallResult(List<Figure> figures) {

	/**
	 * What a call costs.
	 *
	 * @param sender who sends it
	 * @param concurrency how many are under way
	 * @param perSecond calls in a second
	 * @param error the half width of its confidence interval (99.9 %)
	 * @param bytes what the client's process allocates for one
	 */
	public record Figure(Sender sender, int concurrency, double perSecond, double error, double bytes) {

	}

	/**
	 * Compare the template's throughput.
	 * @param concurrency how many calls are under way
	 * @return the part of the bare client's that it reaches
	 */
	public double throughputRatio(int concurrency) {
		return figure(Sender.TEMPLATE, concurrency).perSecond() / figure(Sender.BARE, concurrency).perSecond();
	}

	/**
	 * Compare what the template allocates.
	 * @param concurrency how many calls are under way
	 * @return how many times as much as the bare client
	 */
	public double bytesRatio(int concurrency) {
		return figure(Sender.TEMPLATE, concurrency).bytes() / figure(Sender.BARE, concurrency).bytes();
	}

	private Figure figure(Sender sender, int concurrency) {
		return this.figures.stream()
			.filter((figure) -> figure.sender() == sender && figure.concurrency() == concurrency)
			.findFirst()
			.orElseThrow();
	}

}
