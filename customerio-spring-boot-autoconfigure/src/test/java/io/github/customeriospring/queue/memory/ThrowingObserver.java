package io.github.customeriospring.queue.memory;

import java.util.List;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.OperationObserver;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Throws wherever it can.
 */
final class ThrowingObserver implements OperationObserver {

	@Override
	public @Nullable Object caller(ContextView caller) {
		throw new IllegalStateException("caller");
	}

	@Override
	public Observed started(TrackOperation operation, @Nullable Object caller) {
		if (operation.size() % 2 == 0) {
			throw new NoClassDefFoundError("started");
		}
		return (failure) -> {
			throw new IllegalStateException("done");
		};
	}

	@Override
	public Context sending(List<Observed> operations) {
		throw new IllegalStateException("sending");
	}

	@Override
	public Context importing(ContextView caller) {
		throw new IllegalStateException("importing");
	}

}
