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
 *
 * @since 0.1.0
 */
public final class Sql {

	/** So that no statement gets longer than a database reads at once. */
	private static final int IDS_AT_ONCE = 1000;

	private Sql() {
	}

	/**
	 * Run a statement.
	 * @param connection where
	 * @param sql the statement
	 * @param parameters its parameters
	 * @return how many rows it changed
	 * @throws SQLException if the database refuses it
	 */
	public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			set(statement, parameters);
			return statement.executeUpdate();
		}
	}

	/**
	 * Run a query.
	 * @param <T> what a row becomes
	 * @param connection where
	 * @param sql the query
	 * @param row reads a row
	 * @param parameters its parameters
	 * @return the rows
	 * @throws SQLException if the database refuses it
	 */
	public static <T> List<T> query(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
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

	/**
	 * Run a statement for many rows.
	 * @param <T> what a row is made of
	 * @param connection where
	 * @param sql the statement
	 * @param rows the rows
	 * @param parameters returns the parameters of a row
	 * @throws SQLException if the database refuses it
	 */
	public static <T> void batch(Connection connection, String sql, Collection<T> rows, Parameters<T> parameters)
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
	 * Run a statement for many ids, which are numbers and so can stand in its text.
	 * @param connection where
	 * @param sql the statement, with {@code (?)} where the ids belong
	 * @param ids the ids
	 * @return how many rows it changed
	 * @throws SQLException if the database refuses it
	 */
	public static int updateIn(Connection connection, String sql, Collection<? extends Number> ids)
			throws SQLException {
		int[] changed = new int[1];
		inChunks(ids, (list) -> {
			try (Statement statement = connection.createStatement()) {
				changed[0] += statement.executeUpdate(sql.replace("(?)", list));
			}
		});
		return changed[0];
	}

	/**
	 * Run a query for many ids.
	 * @param connection where
	 * @param sql the query, with {@code (?)} where the ids belong
	 * @param ids the ids
	 * @param row told of each row
	 * @throws SQLException if the database refuses it
	 */
	public static void queryIn(Connection connection, String sql, Collection<? extends Number> ids, RowConsumer row)
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

	/**
	 * Run work in a transaction of its own.
	 * @param connection where; commits by itself before and after
	 * @param work the work
	 * @throws SQLException if the database refuses it; then nothing has happened
	 */
	public static void inTransaction(Connection connection, Work work) throws SQLException {
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
	public interface Row<T> {

		/**
		 * Read the current row.
		 * @param results where it is
		 * @return what it becomes
		 * @throws SQLException if it cannot be read
		 */
		T read(ResultSet results) throws SQLException;

	}

	/**
	 * A {@link Consumer} of rows.
	 */
	@FunctionalInterface
	public interface RowConsumer {

		/**
		 * Take the current row.
		 * @param results where it is
		 * @throws SQLException if it cannot be read
		 */
		void accept(ResultSet results) throws SQLException;

	}

	/**
	 * Makes the parameters of a row.
	 *
	 * @param <T> what a row is made of
	 */
	@FunctionalInterface
	public interface Parameters<T> {

		/**
		 * Return the parameters.
		 * @param row what the row is made of
		 * @return the parameters in their order
		 */
		@Nullable Object[] of(T row);

	}

	/**
	 * What is done in a transaction.
	 */
	@FunctionalInterface
	public interface Work {

		/**
		 * Do it.
		 * @throws SQLException if the database refuses it
		 */
		void run() throws SQLException;

	}

	private interface Chunk {

		void accept(String list) throws SQLException;

	}

}
