package io.github.customeriospring.queue.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.store.LoadedOperation.Exit;
import org.jspecify.annotations.Nullable;

/**
 * What of the store is in memory: bounded, however much waits. Gives it to the dispatcher
 * in its order. What was in a request when its process ended goes carefully: ever fewer
 * of them at once, with nothing else beside, until the one that ends processes is alone.
 * Only touched by the worker.
 */
final class LoadWindow {

	/** So often an operation may have been in a request when its process ended. */
	private static final int MOST_CRASHES = 5;

	/** How many go together after so many crashes; after fewer, all do. */
	private static final Map<Integer, Integer> TOGETHER = Map.of(2, 100, 3, 10, 4, 1);

	private static final long MOST_BYTES = 64 * 1024 * 1024;

	private final int most;

	/** Gives one to the dispatcher. */
	private final Consumer<LoadedOperation> sender;

	/** Takes one back from the dispatcher, unless it is under way. */
	private final Consumer<LoadedOperation> canceller;

	private final Map<Long, LoadedOperation> all = new HashMap<>();

	/** Those that the dispatcher does not have yet. */
	private final Deque<LoadedOperation> ahead = new ArrayDeque<>();

	private final Map<Integer, Integer> busyParts = new HashMap<>();

	private long bytes;

	/** Whether those that go do so carefully. */
	private boolean careful;

	/** How many of them go together. */
	private int carefulSize;

	/** How many more of them may join. */
	private int carefulPlaces;

	LoadWindow(int most, Consumer<LoadedOperation> sender, Consumer<LoadedOperation> canceller) {
		this.most = most;
		this.sender = sender;
		this.canceller = canceller;
	}

	/** How many more there may be. */
	int room() {
		return (this.bytes >= MOST_BYTES) ? 0 : this.most - this.all.size();
	}

	boolean contains(long id) {
		return this.all.containsKey(id);
	}

	@Nullable LoadedOperation get(long id) {
		return this.all.get(id);
	}

	boolean isBusy(int part) {
		return this.busyParts.containsKey(part);
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	void add(LoadedOperation loaded) {
		this.all.put(loaded.id(), loaded);
		this.ahead.add(loaded);
		this.bytes += loaded.operation().size();
		this.busyParts.merge(loaded.part(), 1, Integer::sum);
	}

	void remove(LoadedOperation loaded) {
		if (this.all.remove(loaded.id()) != null) {
			this.bytes -= loaded.operation().size();
			this.busyParts.computeIfPresent(loaded.part(), (part, count) -> (count == 1) ? null : count - 1);
			if (loaded.queued() == null) {
				this.ahead.remove(loaded);
			}
		}
	}

	/** Take out what another process sends, and what is too old. */
	void takeOut(IntPredicate ours, Predicate<LoadedOperation> tooOld) {
		for (LoadedOperation loaded : List.copyOf(this.all.values())) {
			if (!ours.test(loaded.part())) {
				takeOut(loaded, Exit.NOT_OURS);
			}
			else if (tooOld.test(loaded)) {
				takeOut(loaded, Exit.TOO_OLD);
			}
		}
	}

	void takeOut(LoadedOperation loaded, Exit exit) {
		loaded.exit(exit);
		takeOut(loaded, Reason.CANCELLED, "it was taken out");
	}

	/** Unless it is under way. */
	void takeOut(LoadedOperation loaded, Reason reason, String why) {
		if (loaded.queued() != null) {
			this.canceller.accept(loaded);
		}
		else {
			remove(loaded);
			loaded.end(new CustomerIoNotSentException(reason, loaded.operation() + " was not sent: " + why));
		}
	}

	/** Whatever does not end well from now on stays in the store. */
	int keepTheRest() {
		this.all.values().forEach((loaded) -> loaded.exit(Exit.STAYS));
		return this.all.size();
	}

	/** Take those out that the dispatcher does not have. */
	List<LoadedOperation> takeAhead() {
		List<LoadedOperation> ahead = new ArrayList<>(this.ahead);
		ahead.forEach(this::remove);
		return ahead;
	}

	/** Give the dispatcher what may go. */
	void flow() {
		while (!this.ahead.isEmpty() && mayGo(this.ahead.getFirst())) {
			LoadedOperation next = this.ahead.removeFirst();
			if (next.crashes() >= MOST_CRASHES) {
				next.end(new CustomerIoNotSentException(Reason.INTERNAL_ERROR, next.operation()
						+ " was not sent: the process ended " + next.crashes() + " times while it was under way"));
			}
			else {
				this.sender.accept(next);
			}
		}
	}

	private boolean mayGo(LoadedOperation next) {
		if (next.crashes() >= MOST_CRASHES) {
			return true;
		}
		boolean nobodyGoes = this.all.size() == this.ahead.size();
		Integer together = TOGETHER.get(next.crashes());
		if (together == null) {
			this.careful &= !nobodyGoes;
			return !this.careful;
		}
		if (nobodyGoes) {
			this.careful = true;
			this.carefulSize = together;
			this.carefulPlaces = together;
		}
		return this.careful && this.carefulSize == together && this.carefulPlaces-- > 0;
	}

}
