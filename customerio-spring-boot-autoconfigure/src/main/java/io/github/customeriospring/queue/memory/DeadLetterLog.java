package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.queue.DeadLetter;
import io.github.customeriospring.queue.DeadLetterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Logs how many operations were not accepted, by reason, and no personal data: one line
 * for all of five seconds.
 */
final class DeadLetterLog implements DeadLetterListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterListener.class);

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private final Scheduler scheduler;

	/** Guarded by itself. */
	private final Map<String, Integer> counts = new TreeMap<>();

	DeadLetterLog(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	@Override
	public void deadLetter(DeadLetter letter) {
		boolean first;
		synchronized (this.counts) {
			first = this.counts.isEmpty();
			this.counts.merge(reason(letter.reason()), 1, Integer::sum);
		}
		if (first) {
			try {
				this.scheduler.schedule(this::close, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				close();
			}
		}
	}

	private static String reason(CustomerIoException ex) {
		if (ex instanceof CustomerIoNotSentException notSent) {
			return notSent.getReason().name();
		}
		if (ex instanceof CustomerIoResponseException response) {
			return "answered " + response.getStatus();
		}
		return ex.isDeliveryUnknown() ? "no answer, may have been accepted" : "no answer";
	}

	/** Log what was not logged yet. */
	@Override
	public void close() {
		int all;
		String reasons;
		synchronized (this.counts) {
			all = this.counts.values().stream().mapToInt(Integer::intValue).sum();
			reasons = this.counts.entrySet()
				.stream()
				.map((count) -> count.getValue() + " x " + count.getKey())
				.collect(Collectors.joining(", "));
			this.counts.clear();
		}
		if (all > 0) {
			logger.warn("{} queued operations were not accepted: {}. A bean of type DeadLetterListener gets each", all,
					reasons);
		}
	}

}
