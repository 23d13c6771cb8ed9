package io.github.customeriospring.observation;

import java.util.function.Supplier;

import io.github.customeriospring.layer.SparseLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the application's conventions and handlers. Their exceptions are logged and do
 * not affect the observed call.
 */
final class Shielded {

	private static final Logger logger = LoggerFactory.getLogger(ObservedTransport.class);

	private static final SparseLog log = new SparseLog(System::nanoTime);

	private Shielded() {
	}

	static void run(Runnable observer) {
		get(() -> {
			observer.run();
			return true;
		}, false);
	}

	static <T> T get(Supplier<T> observer, T otherwise) {
		try {
			return observer.get();
		}
		catch (RuntimeException | LinkageError ex) {
			log.log((more) -> logger.warn("The observation of a call failed; the call itself continues{}", more, ex));
			return otherwise;
		}
	}

}
