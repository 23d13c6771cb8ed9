package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.LongPredicate;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.DeadLetters;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.StoreUnusableException;
import io.github.customeriospring.queue.sql.SqlDeadLetters.Use;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Keeps operations in a SQLite file that one process uses. What is committed has reached
 * the disk. One connection writes, another one reads meanwhile.
 */
final class SqliteStore implements OperationStore {

	private static final String OWNER = "file";

	private final SqliteFile file;

	private final Tables tables;

	private final DeadLetters deadLetters;

	/** Guards the connection that writes. */
	private final Object lock = new Object();

	private @Nullable Connection writer;

	/** Guarded by itself. */
	private @Nullable Connection reader;

	/** The last one that was given out. */
	private long cursor;

	SqliteStore(SqliteFile file, InstantSource clock) {
		this.file = file;
		this.tables = new Tables(Dialect.SQLITE, clock);
		this.deadLetters = new SqlDeadLetters(this::write, clock);
	}

	@Override
	public String describe() {
		return "the file " + this.file.path();
	}

	@Override
	public void open() {
		if (!ClassUtils.isPresent("org.sqlite.JDBC", getClass().getClassLoader())) {
			throw new StoreUnusableException("The queue cannot be kept in a file without SQLite",
					"Add the dependency 'org.xerial:sqlite-jdbc', whose version Spring Boot manages.", null);
		}
		this.file.open();
		try {
			Connection writer = this.file.connect();
			this.writer = writer;
			new Schema(Dialect.SQLITE).update(writer);
			Sql.inTransaction(writer, () -> {
				this.tables.crashed(writer, "1 = 1", "1 = 1"); // nobody else is here
				Sql.update(writer, "DELETE FROM customerio_flight");
			});
			this.reader = this.file.connect();
		}
		catch (StoreUnusableException ex) {
			close();
			throw ex;
		}
		catch (SQLException ex) {
			close();
			throw new StoreUnusableException(
					"The queue's file " + this.file.path() + " cannot be used: " + ex.getMessage(),
					"If it is damaged, move it away together with the files '-wal' and '-shm' beside it, start anew, "
							+ "and see docs/durable-queue.md for how to get out what can be read.",
					ex);
		}
	}

	@Override
	public void append(List<TrackOperation> operations, Receipt receipt) {
		write((writer) -> {
			Sql.inTransaction(writer, () -> receipt.numbered(this.tables.insert(writer, operations, this::partOf)));
			return receipt;
		});
		receipt.committed();
	}

	@Override
	public List<Stored> next(int limit, LongPredicate known) {
		List<Stored> next = read((reader) -> this.tables.read(reader, "id > " + this.cursor, limit));
		if (!next.isEmpty()) {
			this.cursor = next.get(next.size() - 1).id();
		}
		return next.stream().filter((it) -> !known.test(it.id())).toList();
	}

	@Override
	public void rewind() {
		this.cursor = 0;
	}

	@Override
	public void commit(Changes changes) {
		write((writer) -> {
			Sql.inTransaction(writer, () -> this.tables.apply(writer, OWNER, changes));
			return changes;
		});
	}

	@Override
	public Collection<Long> clear(LongPredicate keep) {
		return write((writer) -> this.tables.clear(writer, "1 = 1", keep));
	}

	@Override
	public Contents contents() {
		try (Connection connection = this.file.connect()) {
			return this.tables.contents(connection); // may take a while, so apart from
														// the others
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public DeadLetters deadLetters() {
		return this.deadLetters;
	}

	private <T> T write(Use<T> use) {
		synchronized (this.lock) {
			return use(this.writer, use);
		}
	}

	/** Not by several threads at once, but beside who writes. */
	private <T> T read(Use<T> use) {
		synchronized (this.file) {
			return use(this.reader, use);
		}
	}

	private <T> T use(@Nullable Connection connection, Use<T> use) {
		Assert.state(connection != null, () -> "The queue's file " + this.file.path() + " is not open");
		try {
			return use.on(connection);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	private IllegalStateException failed(SQLException ex) {
		return new IllegalStateException("The queue's file " + this.file.path() + " failed: " + ex.getMessage(), ex);
	}

	@Override
	public void close() {
		synchronized (this.lock) {
			SqliteFile.close(this.writer);
			this.writer = null;
		}
		synchronized (this.file) {
			SqliteFile.close(this.reader);
			this.reader = null;
		}
		this.file.close();
	}

}
