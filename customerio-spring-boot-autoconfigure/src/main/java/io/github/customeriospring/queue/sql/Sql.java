package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Runs statements on a connection.
 */
final class Sql {

	/** So that no statement gets longer than a database reads at once. */
	private static final int IDS_AT_ONCE = 1000;

	private Sql() {
	}

	/** Returns how many rows it changed. */
	static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			set(statement, parameters);
			return statement.executeUpdate();
		}
	}

	static <T> List<T> query(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			set(statement, parameters);
			try (ResultSet results = statement.executeQuery()) {
				List<T> rows = new ArrayList<>();
				while (results.next()) {
					rows.add(row.read(results));
				}
				return rows;
			}
		}
	}

	/** Run a statement for many rows. */
	static <T> void batch(Connection connection, String sql, Collection<T> rows, Parameters<T> parameters)
			throws SQLException {
		if (rows.isEmpty()) {
			return;
		}
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (T row : rows) {
				set(statement, parameters.of(row));
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	/**
	 * Runs a statement for many ids, which are numbers and so can stand in its text in
	 * place of {@code (?)}. Returns how many rows it changed.
	 */
	static int updateIn(Connection connection, String sql, Collection<? extends Number> ids) throws SQLException {
		int[] changed = new int[1];
		inChunks(ids, (list) -> {
			try (Statement statement = connection.createStatement()) {
				changed[0] += statement.executeUpdate(sql.replace("(?)", list));
			}
		});
		return changed[0];
	}

	static void queryIn(Connection connection, String sql, Collection<? extends Number> ids, RowConsumer row)
			throws SQLException {
		inChunks(ids, (list) -> {
			try (Statement statement = connection.createStatement();
					ResultSet results = statement.executeQuery(sql.replace("(?)", list))) {
				while (results.next()) {
					row.accept(results);
				}
			}
		});
	}

	private static void inChunks(Collection<? extends Number> ids, Chunk chunk) throws SQLException {
		Iterator<? extends Number> all = ids.iterator();
		while (all.hasNext()) {
			List<Number> some = new ArrayList<>();
			while (all.hasNext() && some.size() < IDS_AT_ONCE) {
				some.add(all.next());
			}
			chunk.accept(some.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")")));
		}
	}

	private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
	}

	/** If the work fails, nothing has happened. */
	static void inTransaction(Connection connection, Work work) throws SQLException {
		connection.setAutoCommit(false);
		try {
			work.run();
			connection.commit();
		}
		catch (Throwable ex) {
			quietly(ex, connection::rollback);
			throw ex;
		}
		finally {
			connection.setAutoCommit(true);
		}
	}

	private static void quietly(Throwable ex, Work work) {
		try {
			work.run();
		}
		catch (SQLException suppressed) {
			ex.addSuppressed(suppressed);
		}
	}

	/**
	 * Reads a row.
	 *
	 * @param <T> what it becomes
	 */
	@FunctionalInterface
	interface Row<T> {

		T read(ResultSet results) throws SQLException;

	}

	/**
	 * A {@link Consumer} of rows.
	 */
	@FunctionalInterface
	interface RowConsumer {

		void accept(ResultSet results) throws SQLException;

	}

	/**
	 * Makes the parameters of a row, in their order.
	 *
	 * @param <T> what a row is made of
	 */
	@FunctionalInterface
	interface Parameters<T> {

		@Nullable Object[] of(T row);

	}

	/**
	 * What is done in a transaction.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws SQLException;

	}

	private interface Chunk {

		void accept(String list) throws SQLException;

	}

}
