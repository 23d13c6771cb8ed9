package io.github.customeriospring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Actuator endpoint that shows the quotas and the queue, pauses and resumes them, and
 * changes limits until the next start. It shows numbers only, no personal data.
 *
 * @since 0.1.0
 */
@WebEndpoint(id = "customerio")
public final class CustomerIoEndpoint {

	private static final String QUEUE = "queue";

	private final WaitingLines lines;

	private final CustomerIoQueue queue;

	private final LastThrottled lastThrottled;

	/**
	 * Create an endpoint.
	 * @param lines the lines of the quotas
	 * @param queue the queue
	 * @param lastThrottled listens to the lines
	 */
	public CustomerIoEndpoint(WaitingLines lines, CustomerIoQueue queue, LastThrottled lastThrottled) {
		this.lines = lines;
		this.queue = queue;
		this.lastThrottled = lastThrottled;
	}

	/**
	 * Return what all looks like now.
	 * @return the quotas and the queue
	 */
	@ReadOperation
	public State state() {
		Map<String, QuotaState> quotas = new LinkedHashMap<>();
		this.lines.forEach((line) -> quotas.put(line.quota().id(), state(line)));
		return new State(quotas, this.queue.stats());
	}

	/**
	 * Pause, resume, or change a limit.
	 * @param target a quota such as {@code track}, or {@code queue}
	 * @param paused whether it shall be paused, or {@code null} for no change
	 * @param limit most requests in any window, positive, or {@code null} for no change;
	 * a queue has none
	 * @return the new {@link QuotaState} or {@link QueueStats}, status 404 if there is no
	 * such target
	 */
	@WriteOperation
	public WebEndpointResponse<Object> change(@Selector String target, @Nullable Boolean paused,
			@Nullable Integer limit) {
		if (limit != null && limit < 1) {
			throw new InvalidEndpointRequestException("'limit' must be positive, was " + limit,
					"'limit' must be positive");
		}
		if (target.equals(QUEUE)) {
			return new WebEndpointResponse<>(changeQueue(paused, limit));
		}
		for (QuotaControl line : this.lines) {
			if (line.quota().id().equals(target)) {
				return new WebEndpointResponse<>(change(line, paused, limit));
			}
		}
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private QueueStats changeQueue(@Nullable Boolean paused, @Nullable Integer limit) {
		if (limit != null) {
			throw new InvalidEndpointRequestException("The queue has no limit", "The queue has no limit");
		}
		if (Boolean.TRUE.equals(paused)) {
			this.queue.pause();
		}
		else if (paused != null) {
			this.queue.resume();
		}
		return this.queue.stats();
	}

	private QuotaState change(QuotaControl line, @Nullable Boolean paused, @Nullable Integer limit) {
		if (limit != null) {
			line.changeLimit(limit);
		}
		if (Boolean.TRUE.equals(paused)) {
			line.pause();
		}
		else if (paused != null) {
			line.resume();
		}
		return state(line);
	}

	private QuotaState state(QuotaControl line) {
		return QuotaState.of(line, this.lastThrottled.of(line.quota()));
	}

	/**
	 * What all looks like at a moment.
	 *
	 * @param quotas by id, such as {@code track}
	 * @param queue the queue
	 */
	public record State(Map<String, QuotaState> quotas, QueueStats queue) {

	}

}
