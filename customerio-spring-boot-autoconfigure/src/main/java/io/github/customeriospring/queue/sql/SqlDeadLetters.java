package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.queue.DeadLetters;

/**
 * The dead letters in their table.
 */
final class SqlDeadLetters implements DeadLetters {

	private static final int AT_ONCE = 1000;

	private final Connections connections;

	private final InstantSource clock;

	SqlDeadLetters(Connections connections, InstantSource clock) {
		this.connections = connections;
		this.clock = clock;
	}

	@Override
	public Map<String, Long> counts() {
		Map<String, Long> counts = new LinkedHashMap<>();
		this.connections.with((connection) -> Sql.query(connection,
				"SELECT reason, COUNT(*) FROM customerio_dead GROUP BY reason ORDER BY COUNT(*) DESC, reason",
				(row) -> counts.put(row.getString(1), row.getLong(2))));
		return counts;
	}

	@Override
	public List<Letter> list(int limit, long before) {
		return this.connections.with((connection) -> Sql.query(connection,
				"SELECT id, operation, reason, detail, status, attempts, created, failed FROM customerio_dead WHERE id < ? ORDER BY id DESC LIMIT "
						+ limit,
				SqlDeadLetters::letter, before));
	}

	private static Letter letter(ResultSet row) throws SQLException {
		int status = row.getInt(5);
		Integer known = row.wasNull() ? null : status;
		return new Letter(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), known, row.getInt(6),
				Instant.ofEpochMilli(row.getLong(7)), Instant.ofEpochMilli(row.getLong(8)));
	}

	@Override
	public boolean replay(long id) {
		return replay(List.of(id)) > 0;
	}

	@Override
	public long replayAll() {
		long last = this.connections
			.with((connection) -> Sql.query(connection, "SELECT COALESCE(MAX(id), -1) FROM customerio_dead",
					(row) -> row.getLong(1)))
			.get(0);
		long replayed = 0;
		while (true) {
			List<Long> ids = this.connections.with((connection) -> Sql.query(connection,
					"SELECT id FROM customerio_dead WHERE id <= ? ORDER BY id LIMIT " + AT_ONCE,
					(row) -> row.getLong(1), last));
			if (ids.isEmpty()) {
				return replayed;
			}
			replayed += replay(ids);
		}
	}

	/** In one transaction, so that no letter is lost or doubled. */
	private int replay(List<Long> ids) {
		int[] replayed = new int[1];
		this.connections.with((connection) -> {
			Sql.inTransaction(connection, () -> {
				for (long id : ids) {
					// who deletes it has it, so that it is not replayed twice at the same
					// time
					int inserted = Sql.update(connection, """
							INSERT INTO customerio_operation (part, operation, created)
							SELECT part, operation, %d FROM customerio_dead WHERE id = ?"""
						.formatted(this.clock.millis()), id);
					int deleted = Sql.update(connection, "DELETE FROM customerio_dead WHERE id = ?", id);
					if (inserted != deleted) {
						throw new IllegalStateException("Somebody else replays or purges dead letters; try again");
					}
					replayed[0] += deleted;
				}
			});
			return replayed;
		});
		return replayed[0];
	}

	@Override
	public boolean purge(long id) {
		return this.connections
			.with((connection) -> Sql.update(connection, "DELETE FROM customerio_dead WHERE id = ?", id)) > 0;
	}

	@Override
	public long purge(Instant before) {
		return this.connections.with((connection) -> Sql.update(connection,
				"DELETE FROM customerio_dead WHERE failed < ?", before.toEpochMilli()));
	}

	/**
	 * Lends connections that commit by themselves.
	 */
	@FunctionalInterface
	interface Connections {

		<T> T with(Use<T> use);

	}

	/**
	 * What is done with a connection, which is not to be kept.
	 *
	 * @param <T> the result
	 */
	@FunctionalInterface
	interface Use<T> {

		T on(Connection connection) throws SQLException;

	}

}
