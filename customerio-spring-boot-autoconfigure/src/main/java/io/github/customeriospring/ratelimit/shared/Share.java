package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;

import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.customeriospring.ratelimit.window.PermitWindow.Settings;
import io.github.customeriospring.ratelimit.window.Sharing.State;
import org.jspecify.annotations.Nullable;

/**
 * What this instance sends while the shared state does not answer: the limit divided by
 * the instances. Not thread-safe.
 */
final class Share {

	private final Settings settings;

	private final boolean stops;

	private @Nullable PermitWindow window;

	/** The last one, for answers that come late. */
	private @Nullable PermitWindow any;

	Share(Settings settings, boolean stops) {
		this.stops = stops;
		this.settings = settings;
	}

	/**
	 * Return the window to send from.
	 * @param reach whether the shared state answers
	 * @param holdNanos after how long all permits have ended that came from it
	 * @param limit the limit of all instances
	 * @param instances how many there are, zero if that is not known
	 * @param now the time
	 * @return the window, or {@code null} if nothing may be sent from one now
	 */
	@Nullable PermitWindow window(Reach reach, long holdNanos, int limit, int instances, long now) {
		if (!reach.isFailing()) {
			endIfUnused(now);
			return null;
		}
		if (this.stops || instances == 0 || !reach.isSilentFor(holdNanos, now)) {
			return null;
		}
		PermitWindow window = this.window;
		if (window == null) {
			window = make(limit, instances);
			this.window = window;
			this.any = window;
		}
		return window;
	}

	/** Where the share is less than one, its window is longer. */
	private PermitWindow make(int limit, int instances) {
		Duration window = this.settings.window();
		return (limit >= instances) ? this.settings.local(limit / instances, window)
				: this.settings.local(1, Duration.ofNanos((window.toNanos() * instances + limit - 1) / limit));
	}

	private void endIfUnused(long now) {
		PermitWindow window = this.window;
		if (window != null && window.available(now) >= window.limit(now)) {
			this.window = null;
		}
	}

	/** Returns whether permits of it may be in use, so that no others may be leased. */
	boolean isInUse() {
		return this.window != null;
	}

	/** Returns the window that gave a permit which was not leased. */
	PermitWindow any() {
		PermitWindow any = this.any;
		if (any == null) {
			throw new IllegalStateException("No permit was given without Redis");
		}
		return any;
	}

	State state(Reach reach, boolean sending, int instances, @Nullable LeaseReply last) {
		if (last != null && !reach.isFailing()) {
			return (last.learning() > 0) ? State.LEARNING : State.SHARED;
		}
		if (sending) {
			return State.SHARE;
		}
		return (this.stops || instances == 0) ? State.STOPPED : State.SILENT;
	}

	/** Says what will happen. */
	String announce(int instances) {
		if (this.stops) {
			return "Nothing is sent until it answers";
		}
		if (instances == 0) {
			return "Nothing is sent until it answers, as the number of instances is not known;"
					+ " 'customerio.rate-limit.instances' tells it";
		}
		return "Once all earlier permits have ended, this instance sends its share of each limit, which is one of "
				+ instances;
	}

}
