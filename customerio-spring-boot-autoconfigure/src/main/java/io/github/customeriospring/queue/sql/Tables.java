package io.github.customeriospring.queue.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.OperationStore.Changes;
import io.github.customeriospring.queue.OperationStore.Contents;
import io.github.customeriospring.queue.OperationStore.Dead;
import io.github.customeriospring.queue.OperationStore.Stored;

/**
 * Reads and writes the tables of operations, of requests under way and of dead letters.
 * An operation costs one INSERT and one DELETE.
 */
final class Tables {

	/** Rows in one INSERT; of each power of two below there is a statement too. */
	private static final int ROWS_AT_ONCE = 256;

	private static final String READ = "SELECT id, part, created, attempts, crashes, operation FROM customerio_operation ";

	private final Dialect dialect;

	private final InstantSource clock;

	Tables(Dialect dialect, InstantSource clock) {
		this.dialect = dialect;
		this.clock = clock;
	}

	/** Returns the ids of the operations, in their order. */
	long[] insert(Connection connection, List<TrackOperation> operations, ToIntFunction<TrackOperation> part)
			throws SQLException {
		long[] ids = new long[operations.size()];
		int done = 0;
		while (done < ids.length) {
			int rows = Math.min(ROWS_AT_ONCE, Integer.highestOneBit(ids.length - done));
			insert(connection, operations.subList(done, done + rows), part, ids, done);
			done += rows;
		}
		return ids;
	}

	private void insert(Connection connection, List<TrackOperation> operations, ToIntFunction<TrackOperation> part,
			long[] ids, int first) throws SQLException {
		String sql = this.dialect
			.returningId("INSERT INTO customerio_operation (part, operation, created) VALUES (?, ?, ?)"
					+ ", (?, ?, ?)".repeat(operations.size() - 1));
		long created = this.clock.millis();
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			int index = 1;
			for (TrackOperation operation : operations) {
				statement.setInt(index++, part.applyAsInt(operation));
				statement.setString(index++, operation.toJson());
				statement.setLong(index++, created);
			}
			try (ResultSet results = statement.executeQuery()) {
				int i = first;
				while (results.next()) {
					ids[i++] = results.getLong(1);
				}
			}
		}
		// they are given in the order of the rows, whatever the order in which they are
		// told
		Arrays.sort(ids, first, first + operations.size());
	}

	/** Returns those with the smallest ids, in their order. */
	List<Stored> read(Connection connection, String where, int limit) throws SQLException {
		return Sql.query(connection, READ + "WHERE " + where + " ORDER BY id LIMIT " + limit, Tables::stored);
	}

	private static Stored stored(ResultSet row) throws SQLException {
		return new Stored(row.getLong(1), row.getInt(2), Instant.ofEpochMilli(row.getLong(3)), row.getInt(4),
				row.getInt(5), TrackOperation.restored(row.getString(6).getBytes(StandardCharsets.UTF_8)));
	}

	/** Returns the smallest ids, in their order. */
	List<Long> ids(Connection connection, String where, int limit) throws SQLException {
		return Sql.query(connection,
				"SELECT id FROM customerio_operation WHERE " + where + " ORDER BY id LIMIT " + limit,
				(row) -> row.getLong(1));
	}

	/** Notes changes, in the transaction of the connection. */
	void apply(Connection connection, String owner, Changes changes) throws SQLException {
		Sql.batch(connection, "INSERT INTO customerio_flight (token, owner, operations) VALUES (?, ?, ?)",
				changes.departing().entrySet(), (it) -> new Object[] { it.getKey(), owner, joined(it.getValue()) });
		for (Dead dead : changes.dead()) {
			Sql.update(connection, """
					INSERT INTO customerio_dead (id, part, operation, reason, detail, status, attempts, created, failed)
					SELECT id, part, operation, ?, ?, CAST(? AS INTEGER), CAST(? AS INTEGER), created, CAST(? AS BIGINT)
					FROM customerio_operation WHERE id = ?""".replace("BIGINT", this.dialect.bigint()), dead.reason(),
					dead.detail(), dead.status(), dead.attempts(), this.clock.millis(), dead.id());
		}
		Sql.batch(connection, "UPDATE customerio_operation SET attempts = attempts + ? WHERE id = ?",
				changes.attempted().entrySet(), (it) -> new Object[] { it.getValue(), it.getKey() });
		String delete = "DELETE FROM customerio_operation WHERE id IN (?)";
		Sql.updateIn(connection, delete, changes.dead().stream().map(Dead::id).toList());
		Sql.updateIn(connection, delete, changes.done());
		Sql.batch(connection, "DELETE FROM customerio_flight WHERE token = ?", changes.arrived(),
				(it) -> new Object[] { it });
	}

	private static String joined(Collection<Long> ids) {
		return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

	/**
	 * Count crashes for the operations that were in a request of somebody who has ended.
	 */
	void crashed(Connection connection, String whose, String parts) throws SQLException {
		Set<Long> ids = new HashSet<>();
		for (String operations : Sql.query(connection, "SELECT operations FROM customerio_flight WHERE " + whose,
				(row) -> row.getString(1))) {
			Arrays.stream(operations.split(",")).map(Long::valueOf).forEach(ids::add);
		}
		Sql.updateIn(connection, "UPDATE customerio_operation SET attempts = attempts + 1, crashes = crashes + 1 WHERE "
				+ parts + " AND id IN (?)", ids);
	}

	/**
	 * Find out what became of operations. Returns the reasons of those that are dead
	 * letters, an empty text for those that are gone.
	 */
	Map<Long, String> settled(Connection connection, Collection<Long> ids) throws SQLException {
		Map<Long, String> settled = new HashMap<>();
		ids.forEach((id) -> settled.put(id, ""));
		Sql.queryIn(connection, "SELECT id FROM customerio_operation WHERE id IN (?)", ids,
				(row) -> settled.remove(row.getLong(1)));
		Sql.queryIn(connection, "SELECT id, reason FROM customerio_dead WHERE id IN (?)", settled.keySet(),
				(row) -> settled.put(row.getLong(1), row.getString(2)));
		return settled;
	}

	/** Deletes operations, and returns the ids of those that are gone. */
	Collection<Long> clear(Connection connection, String where, LongPredicate keep) throws SQLException {
		List<Long> ids = new ArrayList<>(
				Sql.query(connection, "SELECT id FROM customerio_operation WHERE " + where, (row) -> row.getLong(1)));
		ids.removeIf(keep::test);
		Sql.updateIn(connection, "DELETE FROM customerio_operation WHERE id IN (?)", ids);
		return ids;
	}

	Contents contents(Connection connection) throws SQLException {
		long dead = Sql.query(connection, "SELECT COUNT(*) FROM customerio_dead", (row) -> row.getLong(1)).get(0);
		return Sql.query(connection,
				"SELECT COUNT(*), COALESCE(SUM(OCTET_LENGTH(operation)), 0), COALESCE(MIN(created), 0) FROM customerio_operation",
				(row) -> new Contents(row.getLong(1), row.getLong(2),
						(row.getLong(1) > 0) ? Instant.ofEpochMilli(row.getLong(3)) : null, dead))
			.get(0);
	}

}
