package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.batch.BatchSettings;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.lang.CheckReturnValue;

/**
 * Imports any number of operations in constant memory, below live traffic in priority and
 * at a rate of its own. What comes for one identity keeps its order.
 * <p>
 * While Customer.io accepts nothing an import holds, as the {@link CustomerIoQueue} does.
 * It ends with an error, and not with failures of what is left, if nothing was accepted
 * for {@code customerio.bulk.give-up-after} or if the application shuts down. What has no
 * result then may be imported again.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public interface BulkImporter {

	/**
	 * Import operations. Nothing happens before subscription. The source is asked for
	 * more as results come; an operation that is not accepted does not stop the others.
	 * @param operations the operations, such as a {@link Flux} from a file
	 * @return what became of each, in the order in which it became known, on threads of
	 * the bean {@code customerIoOutcomeExecutor}. An error is that of the source, or a
	 * {@link io.github.customeriospring.CustomerIoNotSentException} with
	 * {@code WAIT_TOO_LONG} (given up) or {@code SHUTTING_DOWN}
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
