package io.github.customeriospring.queue.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Opens connections to a SQLite file: with a write-ahead log, so that a commit is one
 * write and readers do not wait, and without the application's connection pool.
 */
final class SqliteConnections {

	private static final Logger logger = LoggerFactory.getLogger(SqliteConnections.class);

	/** Only tools that look into the file can hold it. */
	private static final int BUSY_TIMEOUT_MILLIS = 10_000;

	/** To which the log is cut after it has grown. */
	private static final int LOG_BYTES = 64 * 1024 * 1024;

	private SqliteConnections() {
	}

	static Connection open(Path file) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setJournalMode(JournalMode.WAL);
		config.setSynchronous(SynchronousMode.FULL);
		config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
		config.setJournalSizeLimit(LOG_BYTES);
		return config.createConnection("jdbc:sqlite:" + file);
	}

	static void close(@Nullable Connection connection) {
		try {
			if (connection != null) {
				connection.close();
			}
		}
		catch (SQLException ex) {
			logger.debug("A connection was not closed", ex);
		}
	}

}
