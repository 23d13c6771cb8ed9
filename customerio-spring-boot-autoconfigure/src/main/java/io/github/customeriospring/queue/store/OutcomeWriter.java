package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Changes;
import io.github.customeriospring.queue.OperationStore.Dead;
import io.github.customeriospring.queue.store.LoadedOperation.Exit;
import io.github.customeriospring.queue.store.NotedDepartures.Flight;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OutcomeWriter in the store what left and what ended, all that there is in one commit.
 * What could not be noted is noted the next time. Only the worker writer.
 */
final class OutcomeWriter {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeWriter.class);

	private final OperationStore store;

	private final LoadWindow window;

	private final NotedDepartures departures;

	private final StoreCapacity room;

	private final Map<Long, HandedInOperation> live;

	private final CallerNotifier callers;

	private final BatchListener listener;

	private final Duration maxAge;

	private final ConcurrentLinkedQueue<LoadedOperation> ended = new ConcurrentLinkedQueue<>();

	/** What happened and is not noted yet. */
	private List<LoadedOperation> unnoted = new ArrayList<>();

	private List<Flight> departing = new ArrayList<>();

	private List<String> arrived = new ArrayList<>();

	/** Of those that are not loaded. */
	private List<HandedInOperation> cancelled = new ArrayList<>();

	OutcomeWriter(OperationStore store, LoadWindow window, NotedDepartures departures, StoreCapacity room,
			Map<Long, HandedInOperation> live, CallerNotifier callers, BatchListener listener, Duration maxAge) {
		this.store = store;
		this.window = window;
		this.departures = departures;
		this.room = room;
		this.live = live;
		this.callers = callers;
		this.listener = listener;
		this.maxAge = maxAge;
	}

	/** On any thread. */
	void ended(LoadedOperation loaded) {
		this.ended.add(loaded);
	}

	void cancelled(HandedInOperation handedIn) {
		this.cancelled.add(handedIn);
	}

	boolean isEmpty() {
		return this.ended.isEmpty() && this.unnoted.isEmpty() && this.cancelled.isEmpty();
	}

	/**
	 * Note in one commit what happened.
	 * @return whether some were not sent because there is no key
	 */
	boolean note() {
		this.departing.addAll(this.departures.takeDeparting());
		this.arrived.addAll(this.departures.takeArrived());
		for (LoadedOperation loaded = this.ended.poll(); loaded != null; loaded = this.ended.poll()) {
			this.unnoted.add(loaded);
		}
		Endings endings = Endings.of(this.unnoted, this.maxAge);
		this.cancelled.forEach((it) -> endings.done().add(it.id()));
		commit(new Changes(operationsOfDeparting(), this.arrived, endings.done(), endings.dead(), endings.attempted()));
		this.departing.forEach(Flight::isNoted);
		this.unnoted.forEach(this.window::remove);
		this.cancelled.forEach((it) -> this.room.release(1, it.size()));
		this.room.release(endings.gone().size(), endings.bytes());
		endings.gone().forEach((loaded) -> this.live.remove(loaded.id()));
		this.callers.settled(endings.gone());
		this.departing = new ArrayList<>();
		this.arrived = new ArrayList<>();
		this.unnoted = new ArrayList<>();
		this.cancelled = new ArrayList<>();
		return endings.withoutCredentials();
	}

	private Map<String, Collection<Long>> operationsOfDeparting() {
		Map<String, Collection<Long>> operations = new LinkedHashMap<>();
		this.departing.forEach((flight) -> operations.put(flight.token(), flight.ids()));
		return operations;
	}

	private void commit(Changes changes) {
		if (!changes.isEmpty()) {
			long start = System.nanoTime();
			this.store.commit(changes);
			told(this.unnoted.size(), System.nanoTime() - start);
		}
	}

	private void told(int operations, long nanos) {
		try {
			this.listener.noted(operations, nanos);
		}
		catch (Throwable ex) { // who only looks on changes nothing
			logger.warn("A listener of the queue failed: {}", ex.toString());
		}
	}

	/**
	 * What the ends of operations mean for the store. A pure function of them.
	 *
	 * @param done ids that are no longer needed
	 * @param dead those that become dead letters
	 * @param attempted attempts of those that stay
	 * @param gone who leaves the store, one way or the other
	 * @param withoutCredentials whether some stay because there is no key
	 */
	private record Endings(Collection<Long> done, Collection<Dead> dead, Map<Long, Integer> attempted,
			List<LoadedOperation> gone, boolean withoutCredentials) {

		private static final int MOST_DETAIL = 1000;

		static Endings of(List<LoadedOperation> ended, Duration maxAge) {
			Endings endings = new Endings(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>(),
					ended.stream().anyMatch((loaded) -> reason(loaded.failure()) == Reason.NO_CREDENTIALS));
			ended.forEach((loaded) -> endings.add(loaded, maxAge));
			return endings;
		}

		private void add(LoadedOperation loaded, Duration maxAge) {
			CustomerIoException failure = loaded.failure();
			Reason reason = reason(failure);
			boolean takenOut = reason == Reason.CANCELLED && loaded.exit() != null;
			if (takenOut && loaded.exit() == Exit.TOO_OLD) {
				loaded.failure(new CustomerIoNotSentException(Reason.TOO_OLD,
						loaded.operation() + " was not accepted within " + maxAge));
				die(loaded, Reason.TOO_OLD.name());
			}
			else if (takenOut || stays(loaded, reason)) {
				if (loaded.newAttempts() > 0) {
					this.attempted.put(loaded.id(), loaded.newAttempts());
				}
			}
			else if (failure == null || reason == Reason.CANCELLED || reason == Reason.CLEARED) {
				this.done.add(loaded.id());
				this.gone.add(loaded);
			}
			else {
				die(loaded, (reason != null) ? reason.name() : words(failure));
			}
		}

		/** It is no fault of the operation. */
		private static boolean stays(LoadedOperation loaded, @Nullable Reason reason) {
			return reason == Reason.SHUTTING_DOWN || reason == Reason.NO_CREDENTIALS || (loaded.exit() == Exit.STAYS
					&& loaded.failure() != null && loaded.failure().isDeliveryUnknown());
		}

		private void die(LoadedOperation loaded, String reason) {
			CustomerIoException failure = loaded.failure();
			String detail = (failure != null) ? String.valueOf(failure.getMessage()).replace("\0", "") : "";
			Integer status = (failure instanceof CustomerIoResponseException response) ? response.getStatus() : null;
			this.dead.add(new Dead(loaded.id(), reason, detail.substring(0, Math.min(detail.length(), MOST_DETAIL)),
					status, loaded.attempts()));
			this.gone.add(loaded);
		}

		private static String words(CustomerIoException failure) {
			return (failure instanceof CustomerIoResponseException response) ? "answered " + response.getStatus()
					: "no answer";
		}

		private static @Nullable Reason reason(@Nullable CustomerIoException failure) {
			return (failure instanceof CustomerIoNotSentException notSent) ? notSent.getReason() : null;
		}

		long bytes() {
			return this.gone.stream().mapToLong((loaded) -> loaded.operation().size()).sum();
		}

	}

}
