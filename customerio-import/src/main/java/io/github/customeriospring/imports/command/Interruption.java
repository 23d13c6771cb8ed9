package io.github.customeriospring.imports.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.Stop;

/**
 * Lets an interrupted import finish what is under way, and then ends the process. What
 * takes longer is repeated when the import is resumed.
 */
final class Interruption {

	private static final int MAX_SECONDS = 20;

	private final CountDownLatch finished = new CountDownLatch(1);

	private Interruption() {
	}

	static Interruption install(Stop stop) {
		Interruption interruption = new Interruption();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.run(stop), "import-interruption"));
		return interruption;
	}

	private void run(Stop stop) {
		if (this.finished.getCount() == 0) {
			return;
		}
		stop.request();
		try {
			this.finished.await(MAX_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// the same code for all signals
		Runtime.getRuntime().halt(ExitCode.INTERRUPTED.value());
	}

	/** Nothing is under way any more. */
	void finished() {
		this.finished.countDown();
	}

}
