package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.operation.TrackOperation;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;

/**
 * Sends operations in the background, many in one request, and tells what became of each.
 * What is handed in for one identity keeps its order. An identity is a person as
 * identified (by id, e-mail or cio_id; the same person under two of them is two) or an
 * object.
 * <p>
 * The queue is bounded, and in memory unless {@code customerio.queue.store} says
 * otherwise. While Customer.io accepts nothing it holds: it keeps everything in order,
 * asks with one operation at a growing pace, and goes on at the first acceptance. So an
 * operation ends in five ways only: Customer.io accepted it; it was refused on its own
 * account; it became older than {@code customerio.queue.max-age}; the application cleared
 * or cancelled it; or the application shuts down.
 * <p>
 * Outcomes are told on the threads of the bean {@code customerIoOutcomeExecutor}, where
 * callbacks may block. Who drops the outcome can have a {@link DeadLetterListener}.
 *
 * @since 0.1.0
 */
public interface CustomerIoQueue {

	/**
	 * Hand in an operation. Never blocks.
	 * @param operation the operation
	 * @return completed when Customer.io accepted; fails with a
	 * {@link io.github.customeriospring.CustomerIoException} otherwise, at once with
	 * {@code QUEUE_FULL} if there is no room. Cancelling it takes the operation out if it
	 * is not under way; completing it changes nothing for the queue
	 */
	CompletableFuture<Void> add(TrackOperation operation);

	/**
	 * Hand in an operation, and block while there is no room. For threads that may block:
	 * on others, such as event loops, the outcome is {@code BLOCKED_THREAD}.
	 * @param operation the operation
	 * @param maxWait how long to wait for room at most, not negative
	 * @return as for {@link #add(TrackOperation)}, returned as soon as there is room;
	 * {@code QUEUE_FULL} if there is none in time, {@code INTERRUPTED} if the thread was
	 * interrupted, which it still is then
	 */
	CompletableFuture<Void> add(TrackOperation operation, Duration maxWait);

	/**
	 * Hand in an operation, and be told when it is safe rather than when it was sent.
	 * Never blocks, except inside a transaction of the queue's own database, which it
	 * becomes part of.
	 * @param operation the operation
	 * @return completed when the operation is in the queue, and so in its store if there
	 * is one: it survives the end of the process from then on. Fails as that of
	 * {@link #add(TrackOperation)} if it is not taken
	 */
	CompletableFuture<Void> store(TrackOperation operation);

	/**
	 * Hand in an operation when subscribed, without ever blocking. Without room, it waits
	 * for {@code customerio.queue.max-wait} at most, and
	 * {@code customerio.queue.max-waiting} may wait at the same time.
	 * @param operation the operation
	 * @return completes when Customer.io accepted; fails with a
	 * {@link io.github.customeriospring.CustomerIoException} otherwise. Cancelling it
	 * takes the operation out if it is not under way
	 */
	@CheckReturnValue
	Mono<Void> send(TrackOperation operation);

	/**
	 * Send nothing more until {@link #resume()}. What is under way goes on. A shutdown
	 * ends the pause.
	 */
	void pause();

	/**
	 * Send again.
	 */
	void resume();

	/**
	 * Take everything out that is not under way. Each operation ends with
	 * {@code CLEARED}.
	 * @return how many were taken out
	 */
	int clear();

	/**
	 * Return a signal for the moment when every operation has its outcome and whoever
	 * handed it in was told.
	 * @return completed then, or already if it is so now
	 */
	CompletableFuture<Void> whenIdle();

	/**
	 * Return what the queue looks like now.
	 * @return the numbers, all of one moment
	 */
	QueueStats stats();

	/**
	 * Return which share of the capacity is taken, by count or by bytes, whichever is
	 * more. What is under way counts.
	 * @return from 0 to 1, more if a single operation is larger than the bound
	 */
	double fillLevel();

}
