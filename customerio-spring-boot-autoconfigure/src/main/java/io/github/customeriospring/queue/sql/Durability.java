package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.github.customeriospring.queue.StoreUnusableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the database keeps what it commits.
 */
final class Durability {

	private static final Logger logger = LoggerFactory.getLogger(Durability.class);

	private Durability() {
	}

	static void check(Connection connection, Dialect dialect, boolean embedded) throws SQLException {
		if (embedded) {
			logger.warn("The queue is kept in a database in memory, so it ends with the process");
		}
		else if (dialect == Dialect.H2) {
			String delay = setting(connection,
					"SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'");
			if (!delay.equals("0")) {
				throw new StoreUnusableException(
						"H2 keeps commits in memory for up to " + delay
								+ " ms, so it loses operations that were acknowledged if the process is killed",
						"Add ';WRITE_DELAY=0' to the URL of the database, or use 'customerio.queue.store=file'.", null);
			}
		}
		else if (dialect == Dialect.POSTGRESQL
				&& (isOff(connection, "SHOW synchronous_commit") || isOff(connection, "SHOW fsync"))) {
			logger.warn("PostgreSQL answers commits before they are on disk (synchronous_commit or fsync is off): "
					+ "if it crashes, it loses operations that were acknowledged");
		}
		else if (dialect == Dialect.MARIADB
				&& !setting(connection, "SELECT @@innodb_flush_log_at_trx_commit").equals("1")) {
			logger.warn("MariaDB answers commits before they are on disk (innodb_flush_log_at_trx_commit is not 1): "
					+ "if it crashes, it loses operations that were acknowledged");
		}
	}

	private static boolean isOff(Connection connection, String show) throws SQLException {
		return setting(connection, show).equals("off");
	}

	private static String setting(Connection connection, String query) throws SQLException {
		List<String> values = Sql.query(connection, query, (row) -> row.getString(1));
		return values.isEmpty() ? "" : values.get(0);
	}

}
