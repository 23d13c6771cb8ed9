package io.github.customeriospring.actuate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLayer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the outcomes of the application's own calls, each with all its retries, and
 * keeps the last error of each quota. Operations of the queue are not included.
 */
final class CallOutcomes implements CustomerIoLayer {

	private final InstantSource clock;

	/** Each value is its own lock. */
	private final Map<Quota, Counts> counts = new EnumMap<>(Quota.class);

	CallOutcomes(InstantSource clock) {
		this.clock = clock;
		for (Quota quota : Quota.values()) {
			this.counts.put(quota, new Counts());
		}
	}

	@Override
	public CustomerIoTransport around(CustomerIoTransport next) {
		return (request) -> next.send(request)
			.doOnSuccess((response) -> counts(request.quota()).accepted())
			.doOnError(CustomerIoException.class,
					(ex) -> counts(request.quota()).failed(ex, request.operation(), this.clock.instant()));
	}

	private Counts counts(Quota quota) {
		return Objects.requireNonNull(this.counts.get(quota));
	}

	/** The outcomes of a quota's calls since the start. */
	State of(Quota quota) {
		return counts(quota).state();
	}

	/**
	 * The outcomes of a quota's calls.
	 *
	 * @param accepted the number of calls that Customer.io accepted
	 * @param failed the number of calls that failed, or whose outcome is unknown
	 * @param unansweredInARow the number of calls without a usable response since the
	 * last one that got a response
	 * @param lastError the last error, or {@code null} if there was none
	 */
	record State(long accepted, long failed, int unansweredInARow, @Nullable LastError lastError) {

	}

	/**
	 * An error without personal data.
	 *
	 * @param time when the call ended
	 * @param operation what the call was meant to do
	 * @param message what went wrong
	 */
	record LastError(Instant time, String operation, String message) {

	}

	private static final class Counts {

		private State state = new State(0, 0, 0, null);

		synchronized void accepted() {
			this.state = new State(this.state.accepted + 1, this.state.failed, 0, this.state.lastError);
		}

		synchronized void failed(CustomerIoException ex, String operation, Instant now) {
			boolean unanswered = ex.isRetryable() || ex.isDeliveryUnknown();
			// a call that the client itself refused says nothing about Customer.io
			boolean refusedHere = ex instanceof CustomerIoNotSentException;
			int inARow = unanswered ? this.state.unansweredInARow + 1 : refusedHere ? this.state.unansweredInARow : 0;
			this.state = new State(this.state.accepted, this.state.failed + 1, inARow,
					new LastError(now, operation, String.valueOf(ex.getMessage())));
		}

		synchronized State state() {
			return this.state;
		}

	}

}
