package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import javax.sql.DataSource;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.DeadLetters;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.StoreUnusableException;
import io.github.customeriospring.queue.sql.SqlDeadLetters.Use;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Keeps operations in the application's database, as an outbox that many instances share.
 * What is handed in inside a transaction becomes part of it.
 */
final class JdbcStore implements OperationStore {

	private final DataSource dataSource;

	private final JdbcStoreProperties properties;

	private final InstantSource clock;

	private final DeadLetters deadLetters;

	private @Nullable Access access;

	JdbcStore(DataSource dataSource, JdbcStoreProperties properties, InstantSource clock) {
		this.dataSource = dataSource;
		this.properties = properties;
		this.clock = clock;
		this.deadLetters = new SqlDeadLetters(this::with, clock);
	}

	@Override
	public String describe() {
		Access access = this.access;
		return (access != null) ? "the tables customerio_… of " + access.database : "the application's database";
	}

	@Override
	public void open() {
		boolean embedded = EmbeddedDatabaseConnection.isEmbedded(this.dataSource);
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(true);
			Dialect dialect = Dialect.of(connection);
			Durability.check(connection, dialect, embedded);
			Schema schema = new Schema(dialect);
			if (this.properties.initializesSchema(embedded)) {
				schema.update(connection);
			}
			else {
				schema.check(connection);
			}
			Tables tables = new Tables(dialect, this.clock);
			PartitionLeases leases = new PartitionLeases(this::with, tables, dialect, this.properties.lease(),
					this.clock, System::nanoTime);
			this.access = new Access(tables, leases, new PartitionReader(this::with, tables, leases, System::nanoTime),
					connection.getMetaData().getDatabaseProductName());
		}
		catch (SQLException ex) {
			throw new StoreUnusableException(
					"The queue cannot be kept in the application's database: " + ex.getMessage(),
					"See whether the database is there and takes the statement. With another store, "
							+ "'customerio.queue.store=file' for example, the application starts without it.",
					ex);
		}
	}

	private Access access() {
		Access access = this.access;
		if (access == null) {
			throw new IllegalStateException("The queue is not started");
		}
		return access;
	}

	@Override
	public boolean joinsTransaction() {
		return JoinedTransaction.isActive(this.dataSource);
	}

	@Override
	public void append(List<TrackOperation> operations, Receipt receipt) {
		Tables tables = access().tables;
		if (joinsTransaction()) {
			Connection connection = DataSourceUtils.getConnection(this.dataSource);
			try {
				receipt.numbered(tables.insert(connection, operations, this::partOf));
			}
			catch (SQLException ex) {
				throw failed(ex);
			}
			finally {
				DataSourceUtils.releaseConnection(connection, this.dataSource);
			}
			JoinedTransaction.current(this).add(receipt);
			return;
		}
		with((connection) -> {
			Sql.inTransaction(connection, () -> receipt.numbered(tables.insert(connection, operations, this::partOf)));
			return receipt;
		});
		receipt.committed();
	}

	@Override
	public List<Stored> next(int limit, LongPredicate known) {
		return access().reader.next(limit, known);
	}

	@Override
	public void rewind() {
		access().reader.rewind();
	}

	@Override
	public void commit(Changes changes) {
		Access access = access();
		with((connection) -> {
			Sql.inTransaction(connection, () -> access.tables.apply(connection, access.leases.owner(), changes));
			return changes;
		});
	}

	@Override
	public void tend(IntPredicate busy) {
		if (access().leases.tend(busy)) {
			rewind(); // what waits in new parts may be older than what was read
		}
	}

	@Override
	public int partOf(TrackOperation operation) {
		return PartitionLeases.partOf(operation.subjects().get(0));
	}

	@Override
	public boolean isOurs(int part) {
		return access().leases.isOurs(part);
	}

	@Override
	public boolean maySend(int part) {
		return access().leases.maySend(part);
	}

	@Override
	public Map<Long, String> settledElsewhere(Collection<Long> ids) {
		return with((connection) -> access().tables.settled(connection, ids));
	}

	@Override
	public Collection<Long> clear(LongPredicate keep) {
		Access access = access();
		String parts = access.leases.parts();
		return parts.isEmpty() ? List.of() : with((connection) -> access.tables.clear(connection, parts, keep));
	}

	@Override
	public Contents contents() {
		return with(access().tables::contents);
	}

	@Override
	public DeadLetters deadLetters() {
		return this.deadLetters;
	}

	@Override
	public Map<String, Number> figures() {
		return Map.of("partitions", access().leases.count());
	}

	@Override
	public void close() {
		Access access = this.access;
		if (access != null) {
			access.leases.close();
		}
	}

	/** With a connection of its own, which commits by itself. */
	private <T> T with(Use<T> use) {
		try (Connection connection = this.dataSource.getConnection()) {
			boolean commits = connection.getAutoCommit();
			connection.setAutoCommit(true);
			try {
				return use.on(connection);
			}
			finally {
				connection.setAutoCommit(commits);
			}
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	private static IllegalStateException failed(SQLException ex) {
		return new IllegalStateException("The queue's database failed: " + ex.getMessage(), ex);
	}

	/**
	 * What there is once the store is open.
	 */
	private record Access(Tables tables, PartitionLeases leases, PartitionReader reader, String database) {

	}

}
