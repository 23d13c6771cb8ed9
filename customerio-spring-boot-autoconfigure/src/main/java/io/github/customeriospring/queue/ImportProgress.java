package io.github.customeriospring.queue;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How far an import is.
 *
 * @param done how many operations have a result
 * @param failed how many of them were not accepted
 * @param requests how many requests were made, retries not counted
 * @param elapsed how long it has taken
 * @param total how many operations there are, or 0 if that is not known
 * @since 0.1.0
 */
public record ImportProgress(long done, long failed, long requests, Duration elapsed, long total) {

	/**
	 * Return how many operations are done in a second.
	 * @return the mean since the start
	 */
	public double rate() {
		return this.elapsed.isZero() ? 0 : this.done * 1e9 / this.elapsed.toNanos();
	}

	/**
	 * Return how long the rest will take if it goes on like that.
	 * @return the duration, or {@code null} if the total is not known or nothing is done
	 * yet
	 */
	public @Nullable Duration remaining() {
		return (this.total == 0 || rate() == 0) ? null
				: Duration.ofMillis(Math.round((this.total - this.done) / rate() * 1000));
	}

}
