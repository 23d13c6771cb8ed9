package io.github.customeriospring.queue.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

import io.github.customeriospring.queue.StoreUnusableException;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The version of the tables: makes them, brings older ones up to date, and refuses newer
 * ones.
 */
final class Schema {

	/** Raise it with each change, and add a script {@code upgrade-…-N.sql}. */
	private static final int VERSION = 1;

	private static final Pattern COMMENT = Pattern.compile("--[^\n]*");

	private final Dialect dialect;

	private final int version;

	Schema(Dialect dialect) {
		this(dialect, VERSION);
	}

	Schema(Dialect dialect, int version) {
		this.dialect = dialect;
		this.version = version;
	}

	/** Makes the tables if there are none, and brings older ones up to date. */
	void update(Connection connection) throws SQLException {
		Integer found = found(connection);
		if (found == null) {
			run(connection, "schema-" + this.dialect.platform() + ".sql");
			found = found(connection);
		}
		for (int next = (found != null) ? found + 1 : 1; next <= this.version; next++) {
			run(connection, "upgrade-" + this.dialect.platform() + "-" + next + ".sql");
			Sql.update(connection, "UPDATE customerio_schema SET version = ?", next);
		}
		check(connection);
	}

	/** Refuses tables of another version. */
	void check(Connection connection) throws SQLException {
		Integer found = found(connection);
		if (found == null) {
			throw new StoreUnusableException("The tables of the queue are missing in the database", "Run '"
					+ resource("schema-" + this.dialect.platform() + ".sql")
					+ "' from the jar with your migrations, or set 'customerio.queue.jdbc.initialize-schema=always'.",
					null);
		}
		if (found > this.version) {
			throw new StoreUnusableException(
					"The queue's tables are of version " + found + ", and this release knows versions up to "
							+ this.version + " only",
					"Go back to the release that wrote them. Nothing was changed.", null);
		}
		if (found < this.version) {
			throw new StoreUnusableException(
					"The queue's tables are of version " + found + ", and this release needs version " + this.version,
					"Run the scripts 'upgrade-" + this.dialect.platform() + "-" + (found + 1)
							+ ".sql' and later beside '" + resource("schema-" + this.dialect.platform() + ".sql")
							+ "' with your migrations, or set 'customerio.queue.jdbc.initialize-schema=always'.",
					null);
		}
	}

	/** {@code null} if there are no tables. */
	private @Nullable Integer found(Connection connection) throws SQLException {
		if (!isThere(connection, "customerio_schema") && !isThere(connection, "CUSTOMERIO_SCHEMA")) {
			return null;
		}
		return Sql.query(connection, "SELECT MAX(version) FROM customerio_schema", (row) -> row.getInt(1)).get(0);
	}

	private static boolean isThere(Connection connection, String table) throws SQLException {
		try (ResultSet tables = connection.getMetaData()
			.getTables(connection.getCatalog(), connection.getSchema(), table, null)) {
			return tables.next();
		}
	}

	private static String resource(String script) {
		return Schema.class.getPackageName().replace('.', '/') + "/" + script;
	}

	private static void run(Connection connection, String script) throws SQLException {
		String text = COMMENT.matcher(text(script)).replaceAll("");
		try (Statement statement = connection.createStatement()) {
			for (String sql : text.split(";")) {
				if (!sql.isBlank()) {
					statement.execute(sql);
				}
			}
		}
	}

	private static String text(String script) {
		try (InputStream in = Schema.class.getResourceAsStream(script)) {
			if (in == null) {
				throw new IllegalStateException("There is no " + resource(script));
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Tells a native image which scripts there are.
	 */
	static class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("io/github/customeriospring/queue/sql/*.sql");
		}

	}

}
