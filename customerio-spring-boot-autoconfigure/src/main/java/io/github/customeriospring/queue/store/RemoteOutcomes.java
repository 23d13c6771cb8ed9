package io.github.customeriospring.queue.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.OperationStore;

/**
 * Finds out what became of operations that this process has handed in and another one has
 * sent. Only touched by the worker.
 */
final class RemoteOutcomes {

	private static final int ASKED_AT_ONCE = 2000;

	private final OperationStore store;

	private final LoadWindow window;

	private final Map<Long, HandedInOperation> live;

	private final CallerNotifier callers;

	/** Where the next look goes on. */
	private Iterator<HandedInOperation> asked = Collections.emptyIterator();

	RemoteOutcomes(OperationStore store, LoadWindow window, Map<Long, HandedInOperation> live, CallerNotifier callers) {
		this.store = store;
		this.window = window;
		this.live = live;
		this.callers = callers;
	}

	void ask() {
		List<Long> ids = new ArrayList<>();
		if (!this.asked.hasNext()) {
			this.asked = this.live.values().iterator();
		}
		for (int i = 0; i < ASKED_AT_ONCE && this.asked.hasNext(); i++) {
			HandedInOperation handedIn = this.asked.next();
			if (handedIn.operation() == null && !this.window.contains(handedIn.id())) {
				ids.add(handedIn.id());
			}
		}
		if (!ids.isEmpty()) {
			this.store.settledElsewhere(ids).forEach(this::tell);
		}
	}

	private void tell(long id, String reason) {
		HandedInOperation handedIn = this.live.remove(id);
		if (handedIn != null) {
			this.callers.tell(List.of(handedIn),
					reason.isEmpty() ? null : new CustomerIoNotSentException(Reason.DEAD_LETTER,
							"Another instance made the operation a dead letter: " + reason));
		}
	}

}
