package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

import io.github.customeriospring.queue.StoreUnusableException;

/**
 * What the databases spell differently.
 */
enum Dialect {

	/** The store in a file. */
	SQLITE("sqlite", "%s RETURNING id", "CAST(unixepoch('subsec') * 1000 AS INTEGER)"),

	/** PostgreSQL. */
	POSTGRESQL("postgresql", "%s RETURNING id", "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"),

	/** MariaDB. */
	MARIADB("mariadb", "%s RETURNING id", "CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)"),

	/** H2. */
	H2("h2", "SELECT id FROM FINAL TABLE (%s)", "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(3)) * 1000 AS BIGINT)");

	private final String platform;

	private final String returningId;

	private final String millis;

	Dialect(String platform, String returningId, String millis) {
		this.platform = platform;
		this.returningId = returningId;
		this.millis = millis;
	}

	/** Refuses a database that was not tested. */
	static Dialect of(Connection connection) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName();
		for (Dialect dialect : new Dialect[] { POSTGRESQL, MARIADB, H2 }) {
			if (dialect.platform.equals(product.toLowerCase(Locale.ROOT))) {
				return dialect;
			}
		}
		throw new StoreUnusableException("The queue cannot be kept in " + product + ": it was not tested with it",
				"Use PostgreSQL, MariaDB or H2, or 'customerio.queue.store=file'.", null);
	}

	/** The end of the names of the scripts. */
	String platform() {
		return this.platform;
	}

	/** A query that inserts and returns the new ids. */
	String returningId(String insert) {
		return this.returningId.formatted(insert);
	}

	/** The type for a cast. */
	String bigint() {
		return (this == MARIADB) ? "SIGNED" : "BIGINT";
	}

	/** SQL for the database's own time in milliseconds. */
	String millis() {
		return this.millis;
	}

}
