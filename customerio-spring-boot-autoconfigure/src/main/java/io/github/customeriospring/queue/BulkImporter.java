package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.customeriospring.operation.TrackOperation;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.lang.CheckReturnValue;

/**
 * Imports any number of operations in constant memory. Live traffic goes first, and
 * imports have a rate of their own. The operations of one identity keep their order.
 * <p>
 * While Customer.io accepts nothing, an import holds as the {@link CustomerIoQueue} does.
 * An import ends with an error if nothing was accepted for
 * {@code customerio.bulk.give-up-after}, or if the application shuts down. You can then
 * import whatever has no result again.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public interface BulkImporter {

	/**
	 * Import operations. Nothing happens before subscription. Results make room for more
	 * operations of the source. A refused operation does not stop the others.
	 * @param operations the operations, such as a {@link Flux} from a file
	 * @return the outcome of each operation as soon as it is known, on threads of the
	 * bean {@code customerIoOutcomeExecutor}. It fails with the error of the source, or
	 * with a {@link io.github.customeriospring.CustomerIoNotSentException} whose reason
	 * is {@code WAIT_TOO_LONG} (given up) or {@code SHUTTING_DOWN}
	 */
	Flux<ImportResult> importAll(Publisher<TrackOperation> operations);

	/**
	 * Import operations and report progress.
	 * @param operations the operations
	 * @param total how many there are, or 0 if that is not known
	 * @param interval how often to report
	 * @param results told of each result, one after the other
	 * @return progress at each interval and once at the end; errors as for
	 * {@link #importAll}
	 */
	Flux<ImportProgress> importWithProgress(Publisher<TrackOperation> operations, long total, Duration interval,
			Consumer<ImportResult> results);

	/**
	 * Return how imports pack their operations.
	 * @return the settings
	 */
	BatchSettings batches();

}
