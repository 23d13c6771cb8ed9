package io.github.customeriospring.queue;

import java.util.List;

import io.github.customeriospring.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Follows operations from who handed them in to the request that carries them. Called on
 * the thread where it happens: do not block.
 *
 * @since 0.1.0
 */
public interface OperationObserver {

	/**
	 * An operation is handed to the queue, on the thread of the caller.
	 * @param operation the operation
	 * @param caller the context of the caller's subscription, empty if there is none
	 * @return told how it ends
	 */
	Observed queued(TrackOperation operation, ContextView caller);

	/**
	 * A batch goes.
	 * @param operations what it carries, in its order
	 * @return the context of the batch's subscription
	 */
	Context sending(List<Observed> operations);

	/**
	 * An import is subscribed, on the thread of the caller.
	 * @param caller the context of the caller's subscription
	 * @return the context in which its batches are subscribed
	 */
	Context importing(ContextView caller);

	/**
	 * An operation that is followed.
	 */
	interface Observed {

		/**
		 * The operation ended.
		 * @param failure why it was not accepted, or {@code null} if it was
		 */
		void done(@Nullable Throwable failure);

	}

}
