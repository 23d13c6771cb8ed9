package io.github.customeriospring.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.ImportResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Sends the operations of a chunk, up to 1,000 in a request, and returns when each has
 * its outcome. So a restarted job goes on with the first chunk that was not complete.
 * <p>
 * An operation that is not accepted does not fail the chunk: it is taken out of it and
 * told to a {@link SkipListener}, else to the log, with the reason. The step's write
 * count has those that were accepted, its write skip count the others. The chunk fails
 * only if the whole import ends: nothing was accepted for
 * {@code customerio.bulk.give-up-after}, the key is refused, or the application shuts
 * down. A step needs no {@code faultTolerant()} for it; with it, Spring Batch would send
 * the chunk of a failed import again one operation at a time.
 * <p>
 * A chunk that was under way when the job was killed is sent again. That changes nothing
 * if the operations are the same: give events an id with {@link TrackOperation#stableId}.
 * Many small chunks make many small requests: let a chunk have 10,000 items.
 *
 * @since 0.1.0
 */
public final class CustomerIoItemWriter implements ItemWriter<TrackOperation> {

	private static final Logger logger = LoggerFactory.getLogger(CustomerIoItemWriter.class);

	private final BulkImporter importer;

	private final @Nullable SkipListener<?, ? super TrackOperation> skips;

	/**
	 * Create a writer that logs what is not accepted: how many of a chunk, and why the
	 * first.
	 * @param importer sends
	 */
	public CustomerIoItemWriter(BulkImporter importer) {
		this(importer, null);
	}

	/**
	 * Create a writer.
	 * @param importer sends
	 * @param skips told of each operation that is not accepted, on the thread of the
	 * step. What it throws fails the chunk, and so the step. {@code null} for the log
	 */
	public CustomerIoItemWriter(BulkImporter importer, @Nullable SkipListener<?, ? super TrackOperation> skips) {
		this.importer = importer;
		this.skips = skips;
	}

	/**
	 * Send a chunk, and wait. The thread may block and can be interrupted.
	 * @param chunk the operations; those that are not accepted are taken out of it
	 * @throws Exception a {@link CustomerIoException} if the import ended before all had
	 * an outcome
	 */
	@Override
	public void write(Chunk<? extends TrackOperation> chunk) throws Exception {
		Map<Long, CustomerIoException> failures = new HashMap<>();
		for (ImportResult result : send(List.copyOf(chunk.getItems()))) {
			CustomerIoException failure = result.failure();
			if (failure != null) {
				failures.put(result.index(), failure);
			}
		}
		if (!failures.isEmpty()) {
			skip(chunk, failures);
		}
	}

	private List<ImportResult> send(List<TrackOperation> operations) throws Exception {
		CompletableFuture<List<ImportResult>> results = this.importer.importAll(Flux.fromIterable(operations))
			.filter((result) -> !result.isAccepted())
			.collectList()
			.toFuture();
		try {
			return results.get();
		}
		catch (InterruptedException ex) {
			results.cancel(true); // ends the import
			throw ex;
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	private void skip(Chunk<? extends TrackOperation> chunk, Map<Long, CustomerIoException> failures) {
		int size = chunk.size();
		long index = 0;
		for (var items = chunk.iterator(); items.hasNext(); index++) {
			TrackOperation operation = items.next();
			CustomerIoException failure = failures.get(index);
			if (failure != null) {
				items.remove(); // so that the step does not count it as written
				if (this.skips != null) {
					this.skips.onSkipInWrite(operation, failure);
				}
			}
		}
		StepContext step = StepSynchronizationManager.getContext();
		if (step != null) {
			StepExecution execution = step.getStepExecution();
			execution.setWriteSkipCount(execution.getWriteSkipCount() + failures.size());
		}
		if (this.skips == null) {
			logger.warn("{} of {} operations were not accepted, the first one of them: {}", failures.size(), size,
					failures.entrySet().stream().min(Map.Entry.comparingByKey()).orElseThrow().getValue().getMessage());
		}
	}

}
