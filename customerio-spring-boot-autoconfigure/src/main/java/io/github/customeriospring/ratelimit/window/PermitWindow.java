package io.github.customeriospring.ratelimit.window;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Where a line gets its permits from, and whom it tells what became of them: the permits
 * of a limit as a function of the time. In any window there are at most as many as the
 * limit. Times are nanoseconds of a monotonic clock. Thread-safe.
 *
 * @since 0.1.0
 */
public interface PermitWindow {

	/**
	 * Take a permit.
	 * @param now the time
	 * @return the permit, or {@code null} if there is none now
	 */
	@Nullable Permit take(long now);

	/**
	 * Take permits for requests of which nothing more will be heard.
	 * @param permits how many
	 * @param now the time
	 * @return whether they were there; else none is taken
	 */
	boolean takeForOthers(int permits, long now);

	/**
	 * Return when to ask for the next permit.
	 * @param now the time
	 * @return nanoseconds, zero if there is one now
	 */
	long nanosUntilNext(long now);

	/**
	 * Return how many permits could be taken now.
	 * @param now the time
	 * @return the count, negative if the limit has fallen
	 */
	int available(long now);

	/**
	 * Return the limit in force.
	 * @param now the time
	 * @return requests in any window
	 */
	int limit(long now);

	/**
	 * Nobody was left who could use the permit.
	 * @param permit the permit
	 */
	void unused(Permit permit);

	/**
	 * The request is about to leave.
	 * @param permit its permit
	 * @param now the time
	 * @return whether it may; not if the permit has expired
	 */
	default boolean left(Permit permit, long now) {
		return true;
	}

	/**
	 * The server answered, so it counted the request before now.
	 * @param permit its permit
	 * @param accepted whether with a success
	 * @param now the time
	 * @return what to tell the operator, or {@code null} for nothing
	 */
	default @Nullable String answered(Permit permit, boolean accepted, long now) {
		return null;
	}

	/**
	 * The server refused the request with a 429, so it did not count it.
	 * @param permit its permit
	 * @param again whether the request left before an earlier refusal was known
	 * @param waiting whether calls wait for permits
	 * @param pauseNanos how long nobody goes because of it
	 * @param now the time
	 */
	default void refused(Permit permit, boolean again, boolean waiting, long pauseNanos, long now) {
	}

	/**
	 * The request ended without an answer.
	 * @param permit its permit
	 * @param now the time
	 */
	default void lost(Permit permit, long now) {
	}

	/** Go on as if there never had been a refusal. */
	default void forgetRefusals() {
	}

	/**
	 * Change the limit.
	 * @param limit most requests in any window
	 */
	default void configure(int limit) {
	}

	/**
	 * Connect who waits for permits.
	 * @param waiters the line
	 */
	default void connect(Waiters waiters) {
	}

	/**
	 * Return whether a permit may be too old when its request is about to leave.
	 * @return whether permits expire
	 */
	default boolean canExpire() {
		return false;
	}

	/** The application stops. Calls may still come. */
	default void leave() {
	}

	/**
	 * Return how the limit is shared with other instances.
	 * @return the state of the moment, or {@code null} if it is not shared
	 */
	default @Nullable Sharing sharing() {
		return null;
	}

	/**
	 * The right to send one request. Its fields belong to the window that gave it.
	 */
	class Permit {

		boolean left;

		long leftAt;

		long answeredAt;

		/** Whether it left before much was known of round trips. */
		boolean leftCold;

		/** Whether its answer will not come. */
		boolean lost;

		/** Whether it is in use no more. */
		boolean ended;

	}

	/**
	 * Who waits for permits.
	 */
	interface Waiters {

		/**
		 * Return how many calls wait.
		 * @return the count
		 */
		int waiting();

		/**
		 * Return how many calls could go at once if there were permits.
		 * @return a count for each priority
		 */
		int[] wanted();

		/** There may be a permit earlier than was said. */
		void wake();

		/**
		 * Return how long nobody goes, as answers here said so.
		 * @return nanoseconds, zero for no pause
		 */
		long pauseNanos();

		/**
		 * Let nobody go, as answers at other instances said so.
		 * @param nanos how long from now
		 * @param streak how many episodes of refusals there were in a row
		 */
		void pause(long nanos, int streak);

	}

	/**
	 * Makes windows whose permits come from elsewhere.
	 */
	interface Factory {

		/**
		 * Make a window.
		 * @param settings what it is about
		 * @return the window
		 */
		PermitWindow create(Settings settings);

	}

	/**
	 * What a window is about.
	 *
	 * @param quota its quota
	 * @param limit most requests in any window, of all who share it
	 * @param window the server's window
	 * @param minMargin the least time beyond the window for which a permit is in use
	 * @param maxMargin the most, or {@code null} for as much as the window; if both are
	 * the same, the margin is fixed
	 * @param instances how many instances there are at least, zero if that is not known
	 * @param scheduler the timer
	 * @param nanoClock the monotonic clock
	 */
	record Settings(Quota quota, int limit, Duration window, Duration minMargin, @Nullable Duration maxMargin,
			int instances, Scheduler scheduler, LongSupplier nanoClock) {

		/**
		 * Make a window that nobody else takes permits from.
		 * @param limit most requests in any window
		 * @param window the window
		 * @return the window
		 */
		public PermitWindow local(int limit, Duration window) {
			int trustedAfter = Math.max(Margin.LEAST_TRUSTED, 2 * limit);
			return new SlidingWindow(limit, window, new Margin(window, this.minMargin, this.maxMargin, trustedAfter),
					this.nanoClock.getAsLong());
		}

		/**
		 * Make a margin that knows nothing of the server yet.
		 * @return the margin
		 */
		public Margin margin() {
			return new Margin(this.window, this.minMargin, this.maxMargin, Margin.LEAST_TRUSTED);
		}

	}

}
