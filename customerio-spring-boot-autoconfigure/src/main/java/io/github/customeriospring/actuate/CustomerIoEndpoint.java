package io.github.customeriospring.actuate;

import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Actuator endpoint that shows the quotas and the queue, pauses and resumes them, and
 * changes limits until the next start. It shows numbers only, no personal data.
 */
@WebEndpoint(id = CustomerIoEndpoint.ID)
final class CustomerIoEndpoint {

	static final String ID = "customerio";

	private static final String QUEUE = "queue";

	private final Connection connection;

	private final CallOutcomes outcomes;

	private final WaitingLines lines;

	private final CustomerIoQueue queue;

	private final LastThrottled lastThrottled;

	/** More than that is rather a slip than a wish. */
	private final Map<Quota, Integer> configured = new EnumMap<>(Quota.class);

	/**
	 * Create an endpoint.
	 * @param connection where calls go
	 * @param lines the lines of the quotas
	 * @param queue the queue
	 * @param lastThrottled listens to the lines
	 * @param outcomes what became of calls
	 */
	CustomerIoEndpoint(Connection connection, WaitingLines lines, CustomerIoQueue queue, LastThrottled lastThrottled,
			CallOutcomes outcomes) {
		this.connection = connection;
		this.outcomes = outcomes;
		this.lines = lines;
		lines.forEach((line) -> this.configured.put(line.quota(), limit(line)));
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
		return new State(this.connection, quotas, this.queue.stats(), this.queue.fillLevel());
	}

	/**
	 * Pause, resume, or change a limit.
	 * @param target a quota such as {@code track}, or {@code queue}
	 * @param paused whether it shall be paused, or {@code null} for no change
	 * @param limit most requests in any window, from 1 to what is configured, or
	 * {@code null} for no change; a queue has none
	 * @return the new {@link QuotaState} or {@link QueueStats}, status 404 if there is no
	 * such target, 400 with the reason if nothing can be changed so
	 */
	@WriteOperation
	public WebEndpointResponse<Object> change(@Selector String target, @Nullable Boolean paused,
			@Nullable Integer limit) {
		if (paused == null && limit == null) {
			return KnownKeys.refusal("Nothing to change. Give 'paused', 'limit' or both");
		}
		if (limit != null && target.equals(QUEUE)) {
			return KnownKeys.refusal("The queue has no limit");
		}
		if (target.equals(QUEUE)) {
			return new WebEndpointResponse<>(changeQueue(paused));
		}
		for (QuotaControl line : this.lines) {
			if (line.quota().id().equals(target)) {
				int most = this.configured.getOrDefault(line.quota(), 0);
				if (limit != null && (limit < 1 || limit > most)) {
					return KnownKeys.refusal("'limit' must be from 1 to " + most + ", was " + limit
							+ ". Raise 'customerio.rate-limit." + target + ".limit' for more");
				}
				return new WebEndpointResponse<>(change(line, paused, limit));
			}
		}
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private QueueStats changeQueue(@Nullable Boolean paused) {
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

	private static int limit(QuotaControl line) {
		return line.limiter().getRateLimiterConfig().getLimitForPeriod();
	}

	private QuotaState state(QuotaControl line) {
		return QuotaState.of(line, this.lastThrottled.of(line.quota()), this.outcomes.of(line.quota()));
	}

	/**
	 * What all looks like at a moment.
	 *
	 * @param connection where calls go
	 * @param quotas by id, such as {@code track}
	 * @param queue the queue
	 * @param queueFillLevel how full the queue is, from 0 to 1
	 */
	public record State(Connection connection, Map<String, QuotaState> quotas, QueueStats queue,
			double queueFillLevel) {

	}

	/**
	 * Where calls go. The hosts tell the region.
	 *
	 * @param mode whether they go there
	 * @param trackUrl base URL of the Track API
	 * @param trackCredentials whether there are credentials for it
	 * @param appUrl base URL of the App API
	 * @param appCredentials whether there are credentials for it
	 */
	public record Connection(CustomerIoMode mode, URI trackUrl, boolean trackCredentials, URI appUrl,
			boolean appCredentials) {

	}

}
