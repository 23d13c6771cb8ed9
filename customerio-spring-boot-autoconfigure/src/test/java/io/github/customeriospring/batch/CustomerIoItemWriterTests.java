package io.github.customeriospring.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.ImportProgress;
import io.github.customeriospring.queue.ImportResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CustomerIoItemWriter}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CustomerIoItemWriterTests {

	private final StepExecution step = new StepExecution(1L, "send",
			new JobExecution(1L, new JobInstance(1L, "people"), new JobParameters()));

	private final StubImporter importer = new StubImporter();

	private final List<String> told = new ArrayList<>();

	private final Chunk<TrackOperation> chunk = new Chunk<>(
			IntStream.range(0, 10).mapToObj((i) -> TrackOperation.identify("p" + i, Map.of())).toList());

	@BeforeEach
	void beginStep() {
		StepSynchronizationManager.register(this.step);
	}

	@AfterEach
	void endStep() {
		Thread.interrupted();
		StepSynchronizationManager.release();
	}

	@Test
	void writeHandsInTheWholeChunkAtOnce() throws Exception {
		List<TrackOperation> all = List.copyOf(this.chunk.getItems());
		new CustomerIoItemWriter(this.importer).write(this.chunk);
		assertThat(this.importer.calls).containsExactly(all);
		assertThat(this.chunk.getItems()).isEqualTo(all);
		assertThat(this.step.getWriteSkipCount()).isZero();
	}

	@Test
	void operationThatIsNotAcceptedIsTakenOutAndTold() throws Exception {
		this.importer.refused = List.of(3L, 7L);
		new CustomerIoItemWriter(this.importer,
				listener((operation, ex) -> this.told.add(person(operation) + ": " + ex.getMessage())))
			.write(this.chunk);
		assertThat(this.told).containsExactly("p3: too old", "p7: too old");
		assertThat(this.chunk.getItems()).hasSize(8)
			.extracting(CustomerIoItemWriterTests::person)
			.doesNotContain("p3", "p7");
		assertThat(this.step.getWriteSkipCount()).isEqualTo(2);
	}

	@Test
	void withoutListenerTheLogHasTheCountAndAReason(CapturedOutput output) throws Exception {
		this.importer.refused = List.of(7L, 3L);
		new CustomerIoItemWriter(this.importer).write(this.chunk);
		assertThat(output).contains("2 of 10 operations were not accepted, the first one of them: too old");
	}

	@Test
	void writeFailsWhereTheImportEnds() {
		this.importer.error = new CustomerIoNotSentException(Reason.WAIT_TOO_LONG, "nothing was accepted");
		CustomerIoItemWriter writer = new CustomerIoItemWriter(this.importer);
		assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> writer.write(this.chunk))
			.isSameAs(this.importer.error);
	}

	@Test
	void listenerThatThrowsFailsTheChunk() {
		this.importer.refused = List.of(0L);
		CustomerIoItemWriter writer = new CustomerIoItemWriter(this.importer, listener((operation, ex) -> {
			throw new IllegalStateException("too many");
		}));
		assertThatIllegalStateException().isThrownBy(() -> writer.write(this.chunk)).withMessage("too many");
	}

	@Test
	void interruptedWriteEndsTheImport() {
		this.importer.never = true;
		CustomerIoItemWriter writer = new CustomerIoItemWriter(this.importer);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> writer.write(this.chunk));
		assertThat(this.importer.cancelled).isTrue();
	}

	@Test
	void emptyChunkIsFine() throws Exception {
		new CustomerIoItemWriter(this.importer).write(new Chunk<>());
		assertThat(this.importer.calls).containsExactly(List.of());
	}

	private static String person(TrackOperation operation) {
		return String.valueOf(operation.content().identifiers().get("id"));
	}

	private static SkipListener<Object, TrackOperation> listener(BiConsumer<TrackOperation, Throwable> told) {
		return new SkipListener<>() {

			@Override
			public void onSkipInWrite(TrackOperation operation, Throwable ex) {
				told.accept(operation, ex);
			}

		};
	}

	private static final class StubImporter implements BulkImporter {

		private final List<List<TrackOperation>> calls = new ArrayList<>();

		private final AtomicBoolean cancelled = new AtomicBoolean();

		private List<Long> refused = List.of();

		private @Nullable CustomerIoNotSentException error;

		private boolean never;

		@Override
		public Flux<ImportResult> importAll(Publisher<TrackOperation> operations) {
			if (this.never) {
				return Flux.<ImportResult>never().doOnCancel(() -> this.cancelled.set(true));
			}
			if (this.error != null) {
				return Flux.error(this.error);
			}
			return Flux.from(operations)
				.collectList()
				.doOnNext(this.calls::add)
				.flatMapMany(Flux::fromIterable)
				.index((index, operation) -> new ImportResult(index, operation,
						this.refused.contains(index) ? new CustomerIoNotSentException(Reason.TOO_OLD, "too old")
								: null))
				.sort((one, other) -> Long.compare(other.index(), one.index()));
		}

		@Override
		public Flux<ImportProgress> importWithProgress(Publisher<TrackOperation> operations, long total,
				Duration interval, Consumer<ImportResult> results) {
			throw new UnsupportedOperationException();
		}

		@Override
		public BatchSettings batches() {
			throw new UnsupportedOperationException();
		}

	}

}
