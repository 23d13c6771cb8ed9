package io.github.customeriospring.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.Departure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * Waits on the calling thread, and so bounds a call without a timer of its own. What a
 * call comes to that is given up depends on whether anything left.
 */
final class CallTimeoutLayer implements CustomerIoLayer {

	private final Duration timeout;

	/**
	 * Create a layer.
	 * @param timeout how long a call may take in all, positive
	 */
	CallTimeoutLayer(Duration timeout) {
		Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0, () -> "'timeout' must be positive, was " + timeout);
		this.timeout = timeout;
	}

	@Override
	public CustomerIoTransport around(CustomerIoTransport next) {
		return (request) -> Mono.deferContextual(
				(context) -> Mono.fromCallable(() -> new Call(request).await(next.send(request), context)));
	}

	/**
	 * A call that a thread waits for.
	 */
	private final class Call implements Departure {

		private final CustomerIoRequest request;

		private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

		/** That of the last attempt which was repeated. */
		private volatile @Nullable Throwable failure;

		private Call(CustomerIoRequest request) {
			this.request = request;
		}

		private @Nullable CustomerIoResponse await(Mono<CustomerIoResponse> answer, ContextView context)
				throws Exception {
			CompletableFuture<CustomerIoResponse> future = answer
				.contextWrite((own) -> own.putAll(context).put(Departure.class, this))
				.toFuture();
			try {
				return future.get(CallTimeoutLayer.this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof Exception cause) ? cause : ex;
			}
			catch (TimeoutException ex) {
				throw givenUp(future, Reason.WAIT_TOO_LONG,
						"within " + CallTimeoutLayer.this.timeout.toMillis() + " ms, 'customerio.call-timeout'");
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw givenUp(future, Reason.INTERRUPTED, "before its thread was interrupted");
			}
		}

		private CustomerIoException givenUp(CompletableFuture<?> future, Reason reason, String when) {
			boolean left = !this.state.compareAndSet(State.WAITING, State.GIVEN_UP);
			future.cancel(true);
			Throwable failure = this.failure;
			String why = when + ((failure != null) ? "; the last attempt failed: " + failure.getMessage() : "");
			return left ? new CustomerIoNoResponseException(this.request, new TimeoutException("none " + why), true)
					: new CustomerIoNotSentException(reason, this.request, this.request + " was not sent " + why,
							failure);
		}

		@Override
		public void failed(Throwable error) {
			this.failure = error;
		}

		@Override
		public void leaves() {
			if (!this.state.compareAndSet(State.WAITING, State.LEFT) && this.state.get() == State.GIVEN_UP) {
				throw new IllegalStateException("The call was given up");
			}
		}

	}

	private enum State {

		WAITING, LEFT, GIVEN_UP

	}

}
