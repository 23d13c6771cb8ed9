package io.github.customeriospring.queue.dispatch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import reactor.core.scheduler.Scheduler;

/**
 * Runs rounds until there is nothing left to do: never on two threads, and never within
 * itself. Who finds it running leaves the work to whoever runs it.
 */
final class WorkLoop {

	private static final int ROUNDS = 20;

	private final Scheduler scheduler;

	/** Returns whether there is more to do at once. */
	private final BooleanSupplier round;

	/** Who raises it from zero works until it is zero again. */
	private final AtomicInteger going = new AtomicInteger();

	WorkLoop(Scheduler scheduler, BooleanSupplier round) {
		this.scheduler = scheduler;
		this.round = round;
	}

	void run() {
		if (this.going.getAndIncrement() == 0) {
			goOn(); // else whoever works does this too
		}
	}

	/** A caller works for others no longer than for a few rounds. */
	private void goOn() {
		int rounds = 0;
		int seen;
		boolean more;
		do {
			if (rounds++ == ROUNDS && isHandedOver()) {
				return;
			}
			seen = this.going.get();
			more = this.round.getAsBoolean();
		}
		while (more || this.going.addAndGet(-seen) != 0);
	}

	private boolean isHandedOver() {
		try {
			this.scheduler.schedule(this::goOn);
			return true;
		}
		catch (RuntimeException ex) {
			return false; // it takes nothing any more
		}
	}

}
