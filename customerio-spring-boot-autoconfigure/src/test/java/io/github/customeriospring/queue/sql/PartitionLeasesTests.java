package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.queue.sql.SqlDeadLetters.Connections;
import io.github.customeriospring.queue.sql.SqlDeadLetters.Use;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for leases, on a clock that the test moves.
 */
class PartitionLeasesTests {

	private static final int PARTS = 64;

	private Connection connection;

	private long nanos;

	private Instant now = Instant.now();

	private final Set<Integer> busy = new HashSet<>();

	@BeforeEach
	void open() throws SQLException {
		this.connection = DriverManager.getConnection("jdbc:h2:mem:leases");
		new Schema(Dialect.H2).update(this.connection);
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
	}

	private PartitionLeases instance() {
		Connections connections = new Connections() {

			@Override
			public <T> T with(Use<T> use) {
				try {
					return use.on(PartitionLeasesTests.this.connection);
				}
				catch (SQLException ex) {
					throw new IllegalStateException(ex);
				}
			}

		};
		return new PartitionLeases(connections, new Tables(Dialect.H2, InstantSource.system()), Dialect.H2,
				Duration.ofSeconds(10), () -> this.now, () -> this.nanos);
	}

	private boolean tend(PartitionLeases leases) {
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		return leases.tend(this.busy::contains);
	}

	private void expire(PartitionLeases leases) throws SQLException {
		Sql.update(this.connection, "UPDATE customerio_partition SET lease_until = 1 WHERE owner = ?", leases.owner());
		Sql.update(this.connection, "UPDATE customerio_instance SET lease_until = 1 WHERE owner = ?", leases.owner());
	}

	@Test
	void oneInstanceHasAll() {
		PartitionLeases leases = instance();
		assertThat(leases.maySend(3)).isFalse();
		assertThat(tend(leases)).isTrue();
		assertThat(leases.count()).isEqualTo(PARTS);
		assertThat(leases.maySend(3)).isTrue();
		assertThat(tend(leases)).isFalse();
	}

	@Test
	void nothingIsSentInTheLastTwoSecondsOfALeaseByEitherClock() {
		PartitionLeases leases = instance();
		tend(leases);
		this.nanos += TimeUnit.MILLISECONDS.toNanos(7999);
		assertThat(leases.maySend(3)).isTrue();
		this.nanos += TimeUnit.MILLISECONDS.toNanos(1);
		assertThat(leases.maySend(3)).isFalse();
		tend(leases);
		assertThat(leases.maySend(3)).isTrue();
		this.now = this.now.plusSeconds(8);
		assertThat(leases.maySend(3)).isFalse();
	}

	@Test
	void instancesShareThePartsThatAreIdle() {
		PartitionLeases first = instance();
		PartitionLeases second = instance();
		tend(first);
		tend(second);
		this.busy.add(63);
		tend(first);
		assertThat(first.isOurs(63)).isFalse();
		assertThat(first.maySend(63)).as("what is under way may still leave").isTrue();
		tend(second);
		assertThat(second.isOurs(63)).isFalse();
		this.busy.clear();
		tend(first);
		assertThat(tend(second)).isTrue();
		assertThat(first.count()).isEqualTo(PARTS / 2);
		assertThat(second.count()).isEqualTo(PARTS / 2);
		assertThat(second.isOurs(63)).isTrue();
	}

	@Test
	void partsOfAnInstanceThatIsGoneAreTakenAndItDropsThemWhenItComesBack() throws SQLException {
		PartitionLeases first = instance();
		PartitionLeases second = instance();
		tend(first);
		expire(first);
		tend(second);
		assertThat(second.count()).isEqualTo(PARTS);
		tend(first);
		assertThat(first.isOurs(3)).isFalse();
		assertThat(first.maySend(3)).isFalse();
	}

	@Test
	void partIsNotTakenBackBeforeItsOldOperationsAreGone() throws SQLException {
		PartitionLeases first = instance();
		PartitionLeases second = instance();
		tend(first);
		expire(first);
		tend(second);
		tend(first);
		expire(second);
		this.busy.add(3);
		assertThat(tend(first)).isTrue();
		assertThat(first.isOurs(3)).isFalse();
		assertThat(first.isOurs(4)).isTrue();
		this.busy.clear();
		assertThat(tend(first)).isTrue();
		assertThat(first.isOurs(3)).isTrue();
	}

	@Test
	void whatWasUnderWayAtAnInstanceThatIsGoneHasCrashed() throws SQLException {
		PartitionLeases first = instance();
		PartitionLeases second = instance();
		tend(first);
		Sql.update(this.connection, "INSERT INTO customerio_operation (part, operation, created) VALUES (3, '{}', 0)");
		Sql.update(this.connection, "INSERT INTO customerio_flight (token, owner, operations) VALUES ('t', ?, '1')",
				first.owner());
		expire(first);
		tend(second);
		assertThat(Sql.query(this.connection, "SELECT crashes FROM customerio_operation", (row) -> row.getInt(1)))
			.containsExactly(1);
	}

	@Test
	void closedInstanceGivesItsPartsBack() {
		PartitionLeases first = instance();
		PartitionLeases second = instance();
		tend(first);
		first.close();
		tend(second);
		assertThat(second.count()).isEqualTo(PARTS);
	}

}
