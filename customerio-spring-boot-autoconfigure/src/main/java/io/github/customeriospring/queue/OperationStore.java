package io.github.customeriospring.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps operations of the queue until they have an outcome, so that they outlive the
 * process. A bean of this type takes the place of the queue's memory.
 * <p>
 * A store promises: what {@link Receipt#committed() is committed} survives the end of the
 * process; it is given out by {@link #next} in the order in which it was appended, as
 * often as needed until it is {@linkplain Changes settled}; and of several processes that
 * share the store only one at a time is given the operations of a part.
 * <p>
 * All methods but {@link #maySend} and {@link #partOf} may block, and throw any
 * {@link RuntimeException} if the store fails; then nothing of the call has happened.
 * {@link #append} is called by several threads at once, the others by one.
 *
 * @since 0.1.0
 */
public interface OperationStore {

	/**
	 * Say which store this is.
	 * @return a few words for the log, such as {@code the file /data/queue.db}
	 */
	String describe();

	/**
	 * Make the store usable. Called once, before all else.
	 * @throws StoreUnusableException if it cannot be used, with what to do about it
	 */
	void open();

	/**
	 * Keep operations. Inside of a transaction of the store's own database, they become
	 * part of it, and the receipt hears of its end.
	 * @param operations at least one
	 * @param receipt told what becomes of them
	 */
	void append(List<TrackOperation> operations, Receipt receipt);

	/**
	 * Say whether what this thread appends becomes part of a transaction of its own.
	 * @return {@code false} where a store cannot take part in any
	 */
	default boolean joinsTransaction() {
		return false;
	}

	/**
	 * Give out what is to be sent next, of the parts that this process sends.
	 * @param limit most operations, positive
	 * @param known tells which ones it has already
	 * @return those that it does not have, in the order of their arrival
	 */
	List<Stored> next(int limit, LongPredicate known);

	/** Let {@link #next} start with the oldest again. */
	void rewind();

	/**
	 * Note what happened to operations, all of it or nothing.
	 * @param changes what happened
	 */
	void commit(Changes changes);

	/**
	 * Do what is due. Called at least every second.
	 * @param busy tells of which parts this process still has operations
	 */
	default void tend(IntPredicate busy) {
	}

	/**
	 * Say which part an operation belongs to. Operations of one identity belong to one.
	 * @param operation the operation
	 * @return the number of the part
	 */
	default int partOf(TrackOperation operation) {
		return 0;
	}

	/**
	 * Say whether this process shall go on with the operations of a part that it was
	 * given.
	 * @param part the part
	 * @return {@code false} if it shall drop those that are not under way
	 */
	default boolean isOurs(int part) {
		return true;
	}

	/**
	 * Say whether operations of a part may leave now, so that no other process sends them
	 * too. Asked at the last moment; must not block.
	 * @param part the part
	 * @return whether they may
	 */
	default boolean maySend(int part) {
		return true;
	}

	/**
	 * Find out what became of operations that other processes may have settled.
	 * @param ids operations that this process has appended
	 * @return those that are settled, with the reason of a dead letter or an empty text
	 */
	default Map<Long, String> settledElsewhere(Collection<Long> ids) {
		return Map.of();
	}

	/**
	 * Forget all that waits.
	 * @param keep tells which operations are under way and stay
	 * @return the operations that are gone
	 */
	Collection<Long> clear(LongPredicate keep);

	/**
	 * Count what there is. May take a while where there is much.
	 * @return the numbers
	 */
	Contents contents();

	/**
	 * Return the dead letters.
	 * @return what lists, replays and purges them
	 */
	DeadLetters deadLetters();

	/**
	 * Return what else can be measured. Must not block.
	 * @return values by name, of which there are always the same ones
	 */
	default Map<String, Number> figures() {
		return Map.of();
	}

	/** Give back what is held. Called once, after all else. */
	void close();

	/**
	 * Told what becomes of operations that are appended, on any thread.
	 */
	interface Receipt {

		/**
		 * The operations have ids, but are not committed.
		 * @param ids one for each, in their order
		 */
		void numbered(long[] ids);

		/** The operations are safe. */
		void committed();

		/** The transaction that they were part of was rolled back. */
		void rolledBack();

	}

	/**
	 * An operation as it is kept.
	 *
	 * @param id grows with the order of arrival
	 * @param part what it belongs to
	 * @param created when it was handed in
	 * @param attempts how often it was in a request, as far as is known
	 * @param crashes how often the process ended while it was in one
	 * @param operation the operation
	 */
	record Stored(long id, int part, Instant created, int attempts, int crashes, TrackOperation operation) {

	}

	/**
	 * What happened to operations since the last time.
	 *
	 * @param departing requests that will leave once this is noted, by token; their
	 * operations count as crashed if the process ends before they have arrived
	 * @param arrived tokens of requests that have ended
	 * @param done operations that are no longer needed
	 * @param dead operations that become dead letters
	 * @param attempted operations that stay and were in this many requests
	 */
	record Changes(Map<String, Collection<Long>> departing, Collection<String> arrived, Collection<Long> done,
			Collection<Dead> dead, Map<Long, Integer> attempted) {

		/**
		 * Say whether nothing happened.
		 * @return whether there is nothing to note
		 */
		public boolean isEmpty() {
			return this.departing.isEmpty() && this.arrived.isEmpty() && this.done.isEmpty() && this.dead.isEmpty()
					&& this.attempted.isEmpty();
		}

	}

	/**
	 * An operation that becomes a dead letter.
	 *
	 * @param id the operation
	 * @param reason why, in a few words of which there are few
	 * @param detail the same in more words, without personal data
	 * @param status the HTTP status, or {@code null} if there was no answer
	 * @param attempts how often it was in a request in all
	 */
	record Dead(long id, String reason, String detail, @Nullable Integer status, int attempts) {

	}

	/**
	 * How much there is, of all processes together.
	 *
	 * @param operations how many wait or are under way
	 * @param bytes how many bytes of JSON they have
	 * @param oldest when the oldest was handed in, or {@code null} if there is none
	 * @param dead how many dead letters there are
	 */
	record Contents(long operations, long bytes, @Nullable Instant oldest, long dead) {

	}

}
