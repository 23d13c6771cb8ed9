package io.github.customeriospring.benchmarks.waiting;

import java.util.List;

/**
 * What waiting calls take.
 *
 * @param calls how many wait
 * @param figures one for each place to wait
 */
public record WaitingResult(int calls, List<Figure> figures) {

	/**
	 * What a waiting call takes.
	 *
	 * @param waiting where it waits
	 * @param bytes its heap, without the request
	 * @param timers how many tasks the scheduler has for all of them
	 */
	public record Figure(Waiting waiting, double bytes, int timers) {

	}

	/**
	 * Find what was measured.
	 * @param waiting where calls wait
	 * @return the figure
	 */
	public Figure figure(Waiting waiting) {
		return this.figures.stream().filter((figure) -> figure.waiting() == waiting).findFirst().orElseThrow();
	}

	/**
	 * What waiting takes beyond the call itself.
	 * @param waiting where it waits
	 * @return bytes each
	 */
	public double extraBytes(Waiting waiting) {
		return figure(waiting).bytes() - figure(Waiting.NOWHERE).bytes();
	}

}
