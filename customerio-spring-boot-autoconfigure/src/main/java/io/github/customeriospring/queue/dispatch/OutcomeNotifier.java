package io.github.customeriospring.queue.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.OperationObserver.Observed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Calls code of others, which may throw; outcomes are told on an executor, where it may
 * block too.
 */
final class OutcomeNotifier {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeNotifier.class);

	/** So that a callback that blocks keeps no more than these waiting behind it. */
	private static final int AT_ONCE = 100;

	private final Executor executor;

	private final BatchListener listener;

	private final @Nullable OperationObserver observer;

	private final SparseLog log = new SparseLog(System::nanoTime);

	/** Told how many know their outcome now. */
	private final IntConsumer told;

	OutcomeNotifier(Executor executor, BatchListener listener, @Nullable OperationObserver observer, IntConsumer told) {
		this.executor = executor;
		this.listener = listener;
		this.observer = observer;
		this.told = told;
	}

	/** What is needed of a caller later. */
	@Nullable Object captured(ContextView caller) {
		OperationObserver observer = this.observer;
		return (observer != null) ? shielded(() -> observer.caller(caller)) : null;
	}

	/**
	 * A batch goes.
	 * @return the context of its subscription
	 */
	Context sending(Batch batch, long now) {
		run(() -> this.listener.sending(batch.operations().size()));
		List<Observed> carried = new ArrayList<>();
		for (QueuedOperation operation : batch.operations()) {
			if (operation.attempts() == 1) {
				run(() -> this.listener.waited(now - operation.sinceNanos()));
			}
			Observed observed = observed(operation);
			if (observed != null) {
				carried.add(observed);
			}
		}
		OperationObserver observer = this.observer;
		Context context = (observer != null) ? shielded(() -> observer.sending(carried)) : null;
		return (context != null) ? context : Context.empty();
	}

	private @Nullable Observed observed(QueuedOperation operation) {
		OperationObserver observer = this.observer;
		if (observer != null && operation.observed() == null) {
			operation.observed(shielded(() -> observer.started(operation.operation(), operation.caller())));
		}
		return operation.observed();
	}

	void entered(List<QueuedOperation> entered) {
		entered.forEach((operation) -> run(operation.completion()::entered));
	}

	void settled(List<QueuedOperation> settled) {
		for (int start = 0; start < settled.size(); start += AT_ONCE) {
			List<QueuedOperation> some = settled.subList(start, Math.min(settled.size(), start + AT_ONCE));
			try {
				this.executor.execute(() -> tell(some));
			}
			catch (Throwable ex) {
				logger.warn("The executor of outcomes takes nothing, so they are told here: {}", ex.toString());
				tell(some);
			}
		}
	}

	private void tell(List<QueuedOperation> settled) {
		for (QueuedOperation operation : settled) {
			Observed observed = observed(operation);
			if (observed != null) {
				run(() -> observed.done(operation.failure()));
			}
			run(() -> operation.completion().settled(operation, operation.failure()));
		}
		this.told.accept(settled.size());
	}

	private void run(Runnable call) {
		shielded(() -> {
			call.run();
			return null;
		});
	}

	private <T> @Nullable T shielded(Supplier<@Nullable T> call) {
		try {
			return call.get();
		}
		catch (Throwable ex) { // also an error must cost nobody an outcome
			this.log.log((more) -> logger.warn("An observer, listener or callback of the queue failed{}", more, ex));
			return null;
		}
	}

}
