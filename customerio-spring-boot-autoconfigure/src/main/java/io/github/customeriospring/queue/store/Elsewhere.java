package io.github.customeriospring.queue.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.spi.OperationStore;

/**
 * Finds out what became of operations that this process has handed in and another one has
 * sent. Only touched by the worker.
 */
final class Elsewhere {

	private static final int ASKED_AT_ONCE = 2000;

	private final OperationStore store;

	private final Window window;

	private final Map<Long, HandedIn> live;

	private final Teller teller;

	/** Where the next look goes on. */
	private Iterator<HandedIn> asked = Collections.emptyIterator();

	Elsewhere(OperationStore store, Window window, Map<Long, HandedIn> live, Teller teller) {
		this.store = store;
		this.window = window;
		this.live = live;
		this.teller = teller;
	}

	void ask() {
		List<Long> ids = new ArrayList<>();
		if (!this.asked.hasNext()) {
			this.asked = this.live.values().iterator();
		}
		for (int i = 0; i < ASKED_AT_ONCE && this.asked.hasNext(); i++) {
			HandedIn handedIn = this.asked.next();
			if (handedIn.operation() == null && !this.window.contains(handedIn.id())) {
				ids.add(handedIn.id());
			}
		}
		if (!ids.isEmpty()) {
			this.store.settledElsewhere(ids).forEach(this::tell);
		}
	}

	private void tell(long id, String reason) {
		HandedIn handedIn = this.live.remove(id);
		if (handedIn != null) {
			this.teller.tell(List.of(handedIn),
					reason.isEmpty() ? null : new CustomerIoNotSentException(Reason.DEAD_LETTER,
							"Another instance made the operation a dead letter: " + reason));
		}
	}

}
