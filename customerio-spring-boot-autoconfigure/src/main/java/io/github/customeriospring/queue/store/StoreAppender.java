package io.github.customeriospring.queue.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what is handed in into the store. While one group is written the next one gathers,
 * so that many operations share a commit; those of a transaction are written by its
 * thread, as part of it.
 */
final class StoreAppender {

	private static final Logger logger = LoggerFactory.getLogger(StoreAppender.class);

	private static final int MOST_OPERATIONS = 1000;

	private static final int MOST_BYTES = 1_000_000;

	private final OperationStore store;

	private final StoreCapacity room;

	/** Who wants to know the outcome of which operation. */
	private final Map<Long, HandedInOperation> live;

	private final CallerNotifier callers;

	private final BatchListener listener;

	private final Runnable committed;

	private final BlockingQueue<HandedInOperation> waiting = new LinkedBlockingQueue<>();

	/** Those that wait, and those of the group that is being written. */
	private final AtomicInteger unwritten = new AtomicInteger();

	private final SparseLog log = new SparseLog(System::nanoTime);

	private volatile boolean closed;

	private @Nullable Thread thread;

	StoreAppender(OperationStore store, StoreCapacity room, Map<Long, HandedInOperation> live, CallerNotifier callers,
			BatchListener listener, Runnable committed) {
		this.store = store;
		this.room = room;
		this.live = live;
		this.callers = callers;
		this.listener = listener;
		this.committed = committed;
	}

	void start() {
		this.closed = false;
		Thread thread = new Thread(this::run, "customerio-store-append");
		thread.setDaemon(true);
		this.thread = thread;
		thread.start();
	}

	/**
	 * Put an operation into the store that has room there.
	 * @throws CustomerIoNotSentException if the transaction of this thread cannot keep
	 * it, so that it is rolled back
	 */
	void accept(HandedInOperation operation) {
		if (this.store.joinsTransaction()) {
			join(operation);
		}
		else {
			this.unwritten.incrementAndGet();
			this.waiting.add(operation);
		}
	}

	/** Whether an operation was taken out before it was written. */
	boolean takeBack(HandedInOperation operation) {
		boolean taken = this.waiting.remove(operation);
		if (taken) {
			this.unwritten.decrementAndGet();
		}
		return taken;
	}

	/** Whether all that was accepted is in the store, or refused. */
	boolean isEmpty() {
		return this.unwritten.get() == 0;
	}

	private void join(HandedInOperation operation) {
		List<HandedInOperation> group = List.of(operation);
		try {
			write(group);
		}
		catch (Throwable ex) {
			CustomerIoNotSentException failure = notStored(ex);
			fail(group, failure);
			throw failure;
		}
	}

	private void run() {
		while (!this.closed || !this.waiting.isEmpty()) {
			try {
				HandedInOperation first = this.waiting.poll(100, TimeUnit.MILLISECONDS);
				if (first != null) {
					List<HandedInOperation> group = group(first);
					try {
						append(group);
					}
					finally {
						this.unwritten.addAndGet(-group.size());
						this.committed.run();
					}
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
			catch (Throwable ex) {
				this.log.log((more) -> logger.error("Something went wrong beside the queue's store{}", more, ex));
			}
		}
	}

	private List<HandedInOperation> group(HandedInOperation first) {
		List<HandedInOperation> group = new ArrayList<>();
		int bytes = 0;
		for (HandedInOperation next = first; next != null; next = this.waiting.poll()) {
			group.add(next);
			bytes += next.size();
			if (group.size() == MOST_OPERATIONS || bytes >= MOST_BYTES) {
				break;
			}
		}
		return group;
	}

	/** If a group is refused, each is tried alone, unless the store takes nothing. */
	private void append(List<HandedInOperation> group) {
		try {
			write(group);
			return;
		}
		catch (Throwable ex) {
			if (group.size() == 1) {
				fail(group, notStored(ex));
				return;
			}
		}
		int failed = 0;
		for (int i = 0; i < group.size(); i++) {
			try {
				write(group.subList(i, i + 1));
			}
			catch (Throwable ex) {
				boolean storeIsAway = ++failed == 2 && i == 1;
				fail(group.subList(i, storeIsAway ? group.size() : i + 1), notStored(ex));
				if (storeIsAway) {
					return;
				}
			}
		}
	}

	private void write(List<HandedInOperation> group) {
		List<TrackOperation> operations = new ArrayList<>(group.size());
		for (HandedInOperation handedIn : group) {
			TrackOperation operation = handedIn.operation();
			if (operation != null) {
				operations.add(operation);
			}
		}
		try {
			this.store.append(operations, receipt(group));
		}
		catch (Throwable ex) {
			forget(group);
			throw ex;
		}
	}

	private Receipt receipt(List<HandedInOperation> group) {
		long start = System.nanoTime();
		return new Receipt() {

			@Override
			public void numbered(long[] ids) {
				for (int i = 0; i < ids.length; i++) {
					HandedInOperation handedIn = group.get(i);
					handedIn.id(ids[i]);
					if (handedIn.outcome() != null) {
						StoreAppender.this.live.put(ids[i], handedIn);
					}
				}
			}

			@Override
			public void committed() {
				told(System.nanoTime() - start, group.size());
				group.forEach(HandedInOperation::isSafe);
				StoreAppender.this.committed.run();
			}

			@Override
			public void rolledBack() {
				forget(group);
				fail(group, new CustomerIoNotSentException(Reason.ROLLED_BACK,
						"The transaction that handed it in was rolled back"));
			}

		};
	}

	private void told(long nanos, int operations) {
		try {
			this.listener.stored(operations, nanos);
		}
		catch (Throwable ex) { // who only looks on changes nothing
			this.log.log((more) -> logger.warn("A listener of the queue failed{}", more, ex));
		}
	}

	private void forget(List<HandedInOperation> group) {
		for (HandedInOperation handedIn : group) {
			if (handedIn.hasId()) {
				this.live.remove(handedIn.id());
				handedIn.isNotStored();
			}
		}
	}

	private void fail(List<HandedInOperation> group, CustomerIoException failure) {
		group.forEach((handedIn) -> this.room.release(1, handedIn.size()));
		this.callers.refused(group, failure);
	}

	private CustomerIoNotSentException notStored(Throwable ex) {
		this.log.log((more) -> logger.error("The queue's store, {}, does not take operations; callers are told{}",
				this.store.describe(), more, ex));
		return new CustomerIoNotSentException(Reason.NOT_STORED,
				"An operation was not queued: " + this.store.describe() + " does not take it", ex);
	}

	/** Write what is left, and take nothing more. */
	void close() throws InterruptedException {
		this.closed = true;
		Thread thread = this.thread;
		if (thread != null) {
			thread.join();
		}
	}

}
