package io.github.customeriospring.queue.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.customeriospring.ClientApplication;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetters.Letter;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Changes;
import io.github.customeriospring.queue.OperationStore.Receipt;
import io.github.customeriospring.queue.StoreUnusableException;
import io.github.customeriospring.queue.store.HandingIn;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the queue in a file.
 */
class FileQueueTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.limit(SimulatedQuota.TRACK, 1000, Duration.ofSeconds(1))
		.start();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	private Path file() {
		return this.directory.resolve("queue.db");
	}

	private ConfigurableApplicationContext application(String... more) {
		List<String> properties = Stream.concat(Stream.of("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + this.customerIo.url(),
				"customerio.rate-limit.track.limit=1000", "customerio.queue.store=file",
				"customerio.queue.file=" + file(), "customerio.queue.linger=1ms", "management.tracing.enabled=false",
				"spring.main.banner-mode=off"), Stream.of(more))
			.toList();
		return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.properties(properties.toArray(String[]::new))
			.run();
	}

	private static CustomerIoQueue queue(ConfigurableApplicationContext context) {
		return context.getBean(CustomerIoQueue.class);
	}

	private static TrackOperation person(int i) {
		return TrackOperation.identify("p" + i, Map.of("n", i));
	}

	private static void awaitIdle(ConfigurableApplicationContext context) {
		assertThat(queue(context).whenIdle()).succeedsWithin(TIMEOUT);
	}

	private SqliteStore store() {
		return store(InstantSource.system());
	}

	private SqliteStore store(InstantSource clock) {
		SqliteStore store = new SqliteStore(new SqliteFile(file()), clock);
		store.open();
		return store;
	}

	@Test
	void outcomesAreToldAndTheFileIsEmptyThen() {
		try (ConfigurableApplicationContext context = application()) {
			List<CompletableFuture<Void>> outcomes = IntStream.range(0, 3000)
				.mapToObj((i) -> queue(context).add(person(i)))
				.toList();
			assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(TIMEOUT));
			assertThat(this.customerIo.people()).hasSize(3000);
			awaitIdle(context);
			assertThat(context.getBean(OperationStore.class).contents().operations()).isZero();
		}
	}

	@Test
	void idleComesAfterTheOutcomesOfWhatWasHandedInBefore() {
		try (ConfigurableApplicationContext context = application()) {
			for (int i = 0; i < 200; i++) {
				CompletableFuture<Void> outcome = queue(context).add(person(i));
				awaitIdle(context);
				assertThat(outcome).as("outcome %d", i).isCompleted();
			}
		}
	}

	@Test
	void whereNothingIsSentTheFileIsNotTouched() {
		try (FileStoreHandle store = new FileStoreHandle(store())) {
			store.append(person(1));
		}
		try (ConfigurableApplicationContext context = application("customerio.mode=log")) {
			assertThat(queue(context).add(person(2))).succeedsWithin(TIMEOUT);
			awaitIdle(context);
			assertThat(context.getBeansOfType(OperationStore.class)).isEmpty();
		}
		try (FileStoreHandle store = new FileStoreHandle(store())) {
			assertThat(store.store.contents().operations()).isOne();
		}
	}

	@Test
	void whatIsLeftAtAShutdownIsSentAfterTheNextStart() {
		CompletableFuture<Void> outcome;
		try (ConfigurableApplicationContext context = application()) {
			queue(context).pause();
			assertThat(queue(context).store(person(1))).succeedsWithin(TIMEOUT);
			outcome = queue(context).add(person(2));
		}
		assertThat(outcome).failsWithin(TIMEOUT).withThrowableThat().withMessageContaining("stays in the file");
		assertThat(this.customerIo.operations()).isZero();
		try (ConfigurableApplicationContext context = application()) {
			awaitIdle(context);
			assertThat(this.customerIo.people()).containsOnlyKeys("p1", "p2");
		}
	}

	@Test
	void whatIsCancelledOrClearedIsNotSent() {
		try (ConfigurableApplicationContext context = application()) {
			queue(context).pause();
			CompletableFuture<Void> cancelled = queue(context).add(person(1));
			CompletableFuture<Void> cleared = queue(context).add(person(2));
			assertThat(queue(context).store(person(3))).succeedsWithin(TIMEOUT);
			cancelled.cancel(false);
			queue(context).clear();
			assertThat(cleared).failsWithin(TIMEOUT);
			queue(context).resume();
			awaitIdle(context);
			assertThat(this.customerIo.operations()).isZero();
		}
	}

	@Test
	void whatTheQueueHasNoRoomForIsRefused() {
		try (ConfigurableApplicationContext context = application("customerio.queue.capacity=2",
				"customerio.queue.max-wait=10ms")) {
			queue(context).pause();
			assertThat(queue(context).store(person(1))).succeedsWithin(TIMEOUT);
			assertThat(queue(context).store(person(2))).succeedsWithin(TIMEOUT);
			assertThatReasonIs(Reason.QUEUE_FULL, queue(context).store(person(3)));
			assertThatReasonIs(Reason.QUEUE_FULL, queue(context).add(person(3), Duration.ofMillis(10)));
			assertThatReasonIs(Reason.QUEUE_FULL, queue(context).send(person(3)).toFuture());
			CompletableFuture<Void> waiting = queue(context).send(person(4)).toFuture();
			queue(context).resume();
			assertThat(CompletableFuture.anyOf(waiting.exceptionally((ex) -> null))).succeedsWithin(TIMEOUT);
			assertThat(queue(context).add(person(5), TIMEOUT)).succeedsWithin(TIMEOUT);
		}
	}

	private static void assertThatReasonIs(Reason reason, CompletableFuture<Void> outcome) {
		assertThat(outcome).failsWithin(TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(CustomerIoNotSentException.class,
					(ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	@Test
	void whatIsTooOldIsADeadLetter() {
		InstantSource yesterday = () -> Instant.now().minus(Duration.ofDays(1));
		try (FileStoreHandle store = new FileStoreHandle(store(yesterday))) {
			store.append(person(1));
		}
		try (ConfigurableApplicationContext context = application("customerio.queue.max-age=1h")) {
			awaitIdle(context);
			assertThat(context.getBean(OperationStore.class).deadLetters().counts()).containsOnlyKeys("TOO_OLD");
			assertThat(this.customerIo.operations()).isZero();
		}
	}

	@Test
	void whatEndsItsProcessEachTimeIsADeadLetter() {
		try (FileStoreHandle store = new FileStoreHandle(store())) {
			IntStream.range(0, 3).forEach((i) -> store.append(person(i)));
		}
		for (int crash = 0; crash < 5; crash++) {
			try (FileStoreHandle store = new FileStoreHandle(store())) {
				long id = store.store.next(10, (known) -> false).get(1).id();
				store.store
					.commit(new Changes(Map.of("token", List.of(id)), List.of(), List.of(), List.of(), Map.of()));
			}
		}
		try (ConfigurableApplicationContext context = application()) {
			awaitIdle(context);
			assertThat(this.customerIo.people()).containsOnlyKeys("p0", "p2");
			Letter letter = context.getBean(OperationStore.class).deadLetters().list(10, Long.MAX_VALUE).get(0);
			assertThat(letter.operation()).contains("\"p1\"");
			assertThat(letter.attempts()).isEqualTo(5);
			assertThat(letter.detail()).contains("the process ended 5 times");
		}
	}

	@Test
	void fileThatAnotherProcessUsesIsRefused() throws Exception {
		try (HandingIn other = HandingIn.start(this.customerIo, this.directory.resolve("log"), 0, 50, "p",
				"customerio.queue.store=file", "customerio.queue.file=" + file())) {
			other.awaitReady();
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(() -> application())
					.withCauseInstanceOf(StoreUnusableException.class)
					.withStackTraceContaining("is used by another one (process " + other.pid());
			}
			other.kill();
		}
		store().close();
	}

	@Test
	void fileThatThisProcessUsesIsRefused() {
		SqliteStore store = store();
		assertThatExceptionOfType(StoreUnusableException.class).isThrownBy(this::store)
			.withMessageContaining("this one");
		store.close();
		store().close();
	}

	@Test
	void damagedFileIsRefusedAndNotTouched() throws IOException {
		byte[] damaged = "this is no database, but has some length".repeat(100).getBytes(StandardCharsets.UTF_8);
		Files.write(file(), damaged);
		assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(() -> application())
			.withCauseInstanceOf(StoreUnusableException.class)
			.withStackTraceContaining("cannot be used");
		assertThat(file()).hasBinaryContent(damaged);
	}

	@Test
	void directoryThatIsMissingIsRefused() {
		assertThatExceptionOfType(StoreUnusableException.class)
			.isThrownBy(() -> new SqliteFile(this.directory.resolve("missing/queue.db")).open())
			.withMessageContaining("cannot be written")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("customerio.queue.file"));
	}

	@Test
	void fileIsForItsOwnerOnly() throws IOException {
		store().close();
		assertThat(Files.getPosixFilePermissions(file())).hasSize(2);
		assertThat(Files.getPosixFilePermissions(file().resolveSibling(file().getFileName() + ".lock"))).hasSize(2);
	}

	@Test
	void fullDiskIsToldAndNothingThatIsSafeIsLost() throws Exception {
		Path disk = Files.createDirectory(this.directory.resolve("disk"));
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "none", disk.toString()) == 0,
				"Only root can make a small disk");
		try (ConfigurableApplicationContext context = application(
				"customerio.queue.file=" + disk.resolve("queue.db"))) {
			queue(context).pause();
			Path filler = Files.write(disk.resolve("filler"), new byte[2_500_000]);
			int safe = 0;
			CompletableFuture<Void> refused = null;
			while (refused == null) {
				CompletableFuture<Void> stored = queue(context)
					.store(TrackOperation.identify("p" + safe, Map.of("text", "x".repeat(900))));
				if (stored.exceptionally((ex) -> null).thenApply((it) -> stored.isCompletedExceptionally()).get()) {
					refused = stored;
				}
				else {
					safe++;
				}
			}
			assertThatReasonIs(Reason.NOT_STORED, refused);
			Files.delete(filler);
			queue(context).resume();
			awaitIdle(context);
			assertThat(this.customerIo.people()).hasSize(safe).hasSizeGreaterThan(100);
			assertThat(queue(context).add(person(1))).succeedsWithin(TIMEOUT);
		}
		finally {
			run("umount", disk.toString());
		}
	}

	private static int run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).start();
		return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
	}

	private static final class FileStoreHandle implements AutoCloseable {

		private final SqliteStore store;

		private FileStoreHandle(SqliteStore store) {
			this.store = store;
		}

		void append(TrackOperation operation) {
			this.store.append(List.of(operation), new Receipt() {

				@Override
				public void numbered(long[] ids) {
				}

				@Override
				public void committed() {
				}

				@Override
				public void rolledBack() {
				}

			});
		}

		@Override
		public void close() {
			this.store.close();
		}

	}

	@ClientApplication
	static class App {

	}

}
