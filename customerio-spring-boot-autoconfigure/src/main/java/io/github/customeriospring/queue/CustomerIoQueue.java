package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.operation.TrackOperation;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;

/**
 * Sends operations in the background, many in one request, and reports the outcome of
 * each. The operations of one identity keep their order. An identity is an object, or a
 * person as identified: by id, e-mail address or cio_id. A person under two of them
 * counts as two identities.
 * <p>
 * The queue is bounded. It is in memory unless {@code customerio.queue.store} says
 * otherwise. While Customer.io accepts nothing, the queue holds: it keeps everything in
 * order, probes with one operation at growing intervals, and resumes at the first
 * acceptance. So an operation ends only if Customer.io accepts it, if Customer.io refuses
 * it, if it becomes older than {@code customerio.queue.max-age}, if the application
 * clears or cancels it, or if the application shuts down.
 * <p>
 * Outcomes are reported on the threads of the bean {@code customerIoOutcomeExecutor},
 * where callbacks may block. If you ignore the futures, use a {@link DeadLetterListener}.
 *
 * @since 0.1.0
 */
public interface CustomerIoQueue {

	/**
	 * Hand in an operation. Never blocks.
	 * @param operation the operation
	 * @return completes when Customer.io has accepted the operation. Otherwise it fails
	 * with a {@link io.github.customeriospring.CustomerIoException}: at once with
	 * {@code QUEUE_FULL} if there is no room. Cancelling it removes the operation unless
	 * that is in flight. Completing it does not affect the queue
	 */
	CompletableFuture<Void> add(TrackOperation operation);

	/**
	 * Hand in an operation, and block while there is no room. On a thread that must not
	 * block, such as an event loop, the outcome is {@code BLOCKED_THREAD}.
	 * @param operation the operation
	 * @param maxWait the longest wait for room, not negative
	 * @return as for {@link #add(TrackOperation)}, returned as soon as there is room. It
	 * fails with {@code QUEUE_FULL} if there is no room in time, and with
	 * {@code INTERRUPTED} if the thread was interrupted; its flag remains set
	 */
	CompletableFuture<Void> add(TrackOperation operation, Duration maxWait);

	/**
	 * Hand in an operation, and learn when it is safe instead of when it was sent. Never
	 * blocks, except in a transaction of the queue's own database. The operation becomes
	 * part of that transaction.
	 * @param operation the operation
	 * @return completes when the operation is in the queue. If the queue has a store, the
	 * operation is in the store then, and survives the end of the process. Otherwise it
	 * fails as that of {@link #add(TrackOperation)}
	 */
	CompletableFuture<Void> store(TrackOperation operation);

	/**
	 * Hand in an operation on subscription. Never blocks. If there is no room, the
	 * operation waits for up to {@code customerio.queue.max-wait}. At most
	 * {@code customerio.queue.max-waiting} operations may wait at the same time.
	 * @param operation the operation
	 * @return completes when Customer.io has accepted the operation. Otherwise it fails
	 * with a {@link io.github.customeriospring.CustomerIoException}. Cancelling it
	 * removes the operation unless that is in flight
	 */
	@CheckReturnValue
	Mono<Void> send(TrackOperation operation);

	/**
	 * Start no more requests until {@link #resume()}. Those in flight continue. A
	 * shutdown ends the pause.
	 */
	void pause();

	/**
	 * Send again.
	 */
	void resume();

	/**
	 * Remove everything that is not in flight. Each operation ends with {@code CLEARED}.
	 * @return how many were removed
	 */
	int clear();

	/**
	 * Return a future that completes when every operation has its outcome and whoever
	 * handed it in knows it.
	 * @return the future, which is complete if that is already so
	 */
	CompletableFuture<Void> whenIdle();

	/**
	 * Return what the queue looks like now.
	 * @return the numbers, all of one moment
	 */
	QueueStats stats();

	/**
	 * Return how full the queue is, by count or by bytes, whichever is more. Operations
	 * in flight count.
	 * @return from 0 to 1; more if a single operation is larger than the bound
	 */
	double fillLevel();

}
