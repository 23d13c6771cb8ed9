package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponseException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What became of what was handed in, by kind.
 */
public final class Outcomes {

	private static final String ACCEPTED = "accepted";

	// guards all that follows
	private final Object lock = new Object();

	private final Map<String, Integer> counts = new TreeMap<>();

	private int handedIn;

	private int told;

	private long lastNanos;

	/**
	 * Wait for the outcome of an operation.
	 * @param outcome the outcome
	 */
	public void add(CompletionStage<?> outcome) {
		handedIn();
		outcome.whenComplete((done, ex) -> told(ex));
	}

	/**
	 * Make a call and wait for its outcome.
	 * @param call the call
	 */
	public void add(Mono<?> call) {
		handedIn();
		call.subscribe((value) -> {
		}, this::told, () -> told(null));
	}

	private void handedIn() {
		synchronized (this.lock) {
			this.handedIn++;
		}
	}

	private void told(@Nullable Throwable ex) {
		String kind = (ex == null) ? ACCEPTED
				: kind((ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex);
		synchronized (this.lock) {
			this.told++;
			this.counts.merge(kind, 1, Integer::sum);
			this.lastNanos = System.nanoTime();
			this.lock.notifyAll();
		}
	}

	private static String kind(Throwable ex) {
		if (ex instanceof CustomerIoNotSentException notSent) {
			return notSent.getReason().name();
		}
		String name = ex.getClass().getSimpleName();
		return (ex instanceof CustomerIoResponseException response) ? name + " " + response.getStatus() : name;
	}

	/**
	 * Wait until all were told.
	 * @param most how long to wait at most
	 * @return whether all were told
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean await(Duration most) throws InterruptedException {
		return awaitTold(Integer.MAX_VALUE, most);
	}

	/**
	 * Wait until so many were told, or all.
	 * @param count how many
	 * @param most how long to wait at most
	 * @return whether they were told
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean awaitTold(int count, Duration most) throws InterruptedException {
		long end = System.nanoTime() + most.toNanos();
		synchronized (this.lock) {
			while (this.told < Math.min(count, this.handedIn) && end - System.nanoTime() > 0) {
				this.lock.wait(100);
			}
			return this.told >= Math.min(count, this.handedIn);
		}
	}

	/**
	 * Count those that were accepted.
	 * @return how many
	 */
	public int accepted() {
		synchronized (this.lock) {
			return this.counts.getOrDefault(ACCEPTED, 0);
		}
	}

	/**
	 * Tell when the last outcome was told.
	 * @return on the clock of {@link System#nanoTime()}
	 */
	public long lastNanos() {
		synchronized (this.lock) {
			return this.lastNanos;
		}
	}

	/**
	 * Whether all that was handed in was accepted.
	 * @return whether there is no other outcome, and none is missing
	 */
	public boolean areAllAccepted() {
		synchronized (this.lock) {
			return this.counts.getOrDefault(ACCEPTED, 0) == this.handedIn;
		}
	}

	@Override
	public String toString() {
		synchronized (this.lock) {
			Map<String, Integer> all = new TreeMap<>(this.counts);
			if (this.told < this.handedIn) {
				all.put("without outcome", this.handedIn - this.told);
			}
			return all.toString();
		}
	}

}
