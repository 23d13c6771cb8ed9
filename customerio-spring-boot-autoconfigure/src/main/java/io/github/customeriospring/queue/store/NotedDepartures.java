package io.github.customeriospring.queue.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.dispatch.QueuedOperation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets a request go once the store has noted what it carries, and stops it at the last
 * moment if another process may send that too.
 */
final class NotedDepartures implements CustomerIoTransport {

	private final CustomerIoTransport transport;

	private final OperationStore store;

	private final Scheduler scheduler;

	/** Called when there is something to note. */
	private final Runnable wake;

	private final String prefix = UUID.randomUUID().toString();

	private final AtomicLong count = new AtomicLong();

	private final ConcurrentLinkedQueue<Flight> departing = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();

	NotedDepartures(CustomerIoTransport transport, OperationStore store, Scheduler scheduler, Runnable wake) {
		this.transport = transport;
		this.store = store;
		this.scheduler = scheduler;
		this.wake = wake;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.deferContextual((context) -> {
			List<QueuedOperation> carried = context.get((Object) QueuedOperation.class);
			Flight flight = new Flight(this.prefix + "-" + this.count.incrementAndGet(),
					carried.stream().map((it) -> (LoadedOperation) it.completion()).toList(), Departure.from(context));
			this.departing.add(flight);
			this.wake.run();
			return Mono.fromFuture(flight.noted, true)
				.publishOn(this.scheduler)
				.then(Mono.defer(() -> this.transport.send(request)))
				.contextWrite((it) -> it.put(Departure.class, flight))
				.onErrorMap((ex) -> flight.stopped,
						(ex) -> new CustomerIoNotSentException(Reason.LEASE_LOST, request,
								request + " was not sent: another instance may send it too", ex))
				.doFinally((signal) -> arrived(flight));
		});
	}

	private void arrived(Flight flight) {
		this.arrived.add(flight.token);
		this.wake.run();
	}

	List<Flight> takeDeparting() {
		return take(this.departing);
	}

	List<String> takeArrived() {
		return take(this.arrived);
	}

	private static <T> List<T> take(ConcurrentLinkedQueue<T> queue) {
		List<T> taken = new ArrayList<>();
		for (@Nullable
		T next = queue.poll(); next != null; next = queue.poll()) {
			taken.add(next);
		}
		return taken;
	}

	/**
	 * A request and what it carries.
	 */
	final class Flight implements Departure {

		private final String token;

		private final List<LoadedOperation> carried;

		private final Departure departure;

		private final CompletableFuture<Void> noted = new CompletableFuture<>();

		private volatile boolean stopped;

		private Flight(String token, List<LoadedOperation> carried, Departure departure) {
			this.token = token;
			this.carried = carried;
			this.departure = departure;
		}

		String token() {
			return this.token;
		}

		Collection<Long> ids() {
			return this.carried.stream().map(LoadedOperation::id).toList();
		}

		void isNoted() {
			this.noted.complete(null);
		}

		@Override
		public void leaves() {
			for (LoadedOperation loaded : this.carried) {
				if (!NotedDepartures.this.store.maySend(loaded.part())) {
					this.stopped = true;
					throw new IllegalStateException("The lease has ended");
				}
			}
			this.departure.leaves();
		}

	}

}
