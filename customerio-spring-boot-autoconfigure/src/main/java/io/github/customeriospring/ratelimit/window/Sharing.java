package io.github.customeriospring.ratelimit.window;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a limit is shared with other instances.
 *
 * @param state what is going on
 * @param instances how many instances share the limit, zero if that is not known
 * @param share what this one may send in any window while the state is {@code SHARE},
 * else zero
 * @param failure why the shared state does not answer, {@code null} while it does or has
 * failed for less than three seconds
 * @param calls how many calls to the shared state were answered in time
 * @param failures how many were not
 * @param holders who holds what, as of the last half second, by name
 * @since 0.1.0
 */
public record Sharing(State state, int instances, int share, @Nullable String failure, long calls, long failures,
		Map<String, Holder> holders) {

	/**
	 * What is going on.
	 */
	public enum State {

		/** Permits come from the shared state. */
		SHARED,

		/** The shared state is there, but may not know of all permits in use. */
		LEARNING,

		/**
		 * The shared state does not answer; nothing goes until all permits have ended.
		 */
		SILENT,

		/** It does not answer; this instance sends its part of the limit. */
		SHARE,

		/** It does not answer; nothing goes until it does. */
		STOPPED

	}

	/**
	 * An instance.
	 *
	 * @param held permits that it has in use
	 * @param waiting calls that wait there and could go at once
	 */
	public record Holder(int held, int waiting) {

	}

}
