package io.github.customeriospring.queue.sql;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;

import io.github.customeriospring.ClientApplication;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetters.Letter;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.StoreUnusableException;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the queue in a database, the same for each of them.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class JdbcQueueTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.limit(SimulatedQuota.TRACK, 1000, Duration.ofSeconds(1))
		.start();

	private ConfigurableApplicationContext context;

	private CustomerIoQueue queue;

	private JdbcTemplate jdbc;

	private TransactionTemplate transaction;

	abstract String url() throws Exception;

	@BeforeEach
	void start() throws Exception {
		this.context = application();
		this.queue = this.context.getBean(CustomerIoQueue.class);
		DataSource dataSource = this.context.getBean(DataSource.class);
		this.jdbc = new JdbcTemplate(dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	private ConfigurableApplicationContext application(String... more) throws Exception {
		List<String> properties = Stream.concat(Stream.of("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + this.customerIo.url(),
				"customerio.rate-limit.track.limit=1000", "customerio.queue.store=jdbc",
				"customerio.queue.jdbc.initialize-schema=always", "customerio.queue.linger=1ms",
				"spring.datasource.url=" + url(), "spring.datasource.hikari.maximum-pool-size=6",
				"management.tracing.enabled=false", "spring.main.banner-mode=off"), Stream.of(more))
			.toList();
		return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.properties(properties.toArray(String[]::new))
			.run();
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.customerIo.reset();
	}

	@AfterAll
	void close() throws Exception {
		this.customerIo.close();
	}

	private static TrackOperation person(int i) {
		return TrackOperation.identify("p" + i, Map.of("n", i, "name", "Zo\u00eb \ud83d\ude00"));
	}

	private void awaitIdle() {
		assertThat(this.queue.whenIdle()).succeedsWithin(TIMEOUT);
	}

	private int rows() {
		return this.jdbc.queryForObject("SELECT COUNT(*) FROM customerio_operation", Integer.class);
	}

	@Test
	void whatIsHandedInIsSentAndItsRowsAreGone() {
		List<CompletableFuture<Void>> outcomes = Stream.iterate(0, (i) -> i + 1)
			.limit(2500)
			.map((i) -> this.queue.add(person(i)))
			.toList();
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(TIMEOUT));
		awaitIdle();
		assertThat(rows()).isZero();
		assertThat(this.customerIo.people()).hasSize(2500);
		assertThat(this.customerIo.person("p7").attributes()).containsEntry("name", "Zo\u00eb \ud83d\ude00");
	}

	@Test
	void whatIsRolledBackIsNeverSent() {
		CompletableFuture<Void> outcome = this.transaction.execute((status) -> {
			status.setRollbackOnly();
			return this.queue.add(person(1));
		});
		assertThat(outcome).failsWithin(TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(CustomerIoNotSentException.class,
					(ex) -> assertThat(ex.getReason()).isEqualTo(Reason.ROLLED_BACK));
		awaitIdle();
		assertThat(this.customerIo.operations()).isZero();
	}

	@Test
	void whatIsCommittedIsSentAndNotBefore() {
		CompletableFuture<Void> outcome = this.transaction.execute((status) -> {
			CompletableFuture<Void> inside = this.queue.add(person(1));
			assertThat(this.queue.add(person(2), Duration.ofSeconds(1))).isNotDone();
			assertThat(this.queue.store(person(3))).isNotDone();
			assertThat(rowsSeenOutside()).isZero();
			return inside;
		});
		assertThat(outcome).succeedsWithin(TIMEOUT);
		awaitIdle();
		assertThat(this.customerIo.people()).containsOnlyKeys("p1", "p2", "p3");
	}

	private int rowsSeenOutside() {
		TransactionTemplate outside = new TransactionTemplate(this.transaction.getTransactionManager());
		outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		return outside.execute((status) -> rows());
	}

	@Test
	void whatIsRolledBackToASavepointIsNotSent() {
		TransactionTemplate nested = new TransactionTemplate(this.transaction.getTransactionManager());
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		CompletableFuture<Void> undone = this.transaction.execute((status) -> {
			this.queue.add(person(1));
			CompletableFuture<Void> inside = nested.execute((inner) -> {
				inner.setRollbackOnly();
				return this.queue.add(person(2));
			});
			this.queue.add(person(3));
			return inside;
		});
		assertThat(undone).failsWithin(TIMEOUT);
		awaitIdle();
		assertThat(this.customerIo.people()).containsOnlyKeys("p1", "p3");
	}

	@Test
	void olderRowThatIsCommittedAfterNewerOnesWereSentIsSent() {
		this.transaction.executeWithoutResult((status) -> {
			this.queue.add(person(1));
			CompletableFuture<Void> newer = CompletableFuture.runAsync(() -> this.queue.add(person(2)).join());
			assertThat(newer).succeedsWithin(TIMEOUT);
			assertThat(this.customerIo.people()).containsOnlyKeys("p2");
		});
		awaitIdle();
		assertThat(this.customerIo.people()).containsOnlyKeys("p1", "p2");
	}

	@Test
	void whatIsRefusedIsADeadLetterThatCanBeReplayed() {
		this.customerIo.faults().next(1, Fault.status(400));
		assertThat(this.queue.add(person(1))).failsWithin(TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(CustomerIoResponseException.class);
		awaitIdle();
		OperationStore store = this.context.getBean(OperationStore.class);
		assertThat(store.deadLetters().counts()).containsExactly(Map.entry("answered 400", 1L));
		Letter letter = store.deadLetters().list(10, Long.MAX_VALUE).get(0);
		assertThat(letter.operation())
			.isEqualTo(TrackOperation.restored(letter.operation().getBytes(StandardCharsets.UTF_8)).toJson());
		assertThat(letter.attempts()).isEqualTo(1);
		assertThat(letter.status()).isEqualTo(400);
		assertThat(letter.toString()).doesNotContain("p1");
		assertThat(store.deadLetters().replayAll()).isEqualTo(1);
		awaitIdle();
		assertThat(this.customerIo.people()).containsOnlyKeys("p1");
		assertThat(store.deadLetters().counts()).isEmpty();
	}

	@Test
	void whatAnotherInstanceSendsHasItsOutcomeHere() throws Exception {
		try (ConfigurableApplicationContext other = application()) {
			List<CompletableFuture<Void>> outcomes = Stream.iterate(0, (i) -> i + 1)
				.limit(500)
				.map((i) -> other.getBean(CustomerIoQueue.class).add(person(i)))
				.toList();
			assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(TIMEOUT));
			assertThat(this.customerIo.people()).hasSize(500);
		}
	}

	@Test
	void tablesOfANewerReleaseAreRefused() {
		this.context.getBean(CustomerIoQueue.class);
		this.jdbc.update("UPDATE customerio_schema SET version = 2");
		try {
			assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(() -> application())
				.withCauseInstanceOf(StoreUnusableException.class)
				.withStackTraceContaining("of version 2");
		}
		finally {
			this.jdbc.update("UPDATE customerio_schema SET version = 1");
		}
	}

	@ClientApplication
	static class App {

	}

}
