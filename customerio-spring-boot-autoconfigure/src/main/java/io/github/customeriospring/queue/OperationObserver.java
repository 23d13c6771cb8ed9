package io.github.customeriospring.queue;

import java.util.List;

import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Follows operations from the caller to the requests that carry them. Called on the
 * thread where it happens, so it must not block. Exceptions are logged and otherwise
 * ignored.
 *
 * @since 0.1.0
 */
public interface OperationObserver {

	/**
	 * An operation is handed to the queue, on the thread of the caller.
	 * @param caller the context of the caller's subscription, empty if there is none
	 * @return what is needed of the caller later, or {@code null} for nothing. It is kept
	 * in memory while the operation waits, so it must be small
	 */
	@Nullable Object caller(ContextView caller);

	/**
	 * An operation is packed into its first request, or ends without one.
	 * @param operation the operation
	 * @param caller what {@link #caller} returned
	 * @return told how the operation ends
	 */
	Observed started(TrackOperation operation, @Nullable Object caller);

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
