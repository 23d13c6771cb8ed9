package io.github.customeriospring.queue.sql;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import org.springframework.util.FileSystemUtils;

/**
 * A database server of this machine on a free port and in a directory of its own, for
 * tests. PostgreSQL refuses to run as root, so it runs as somebody else then.
 */
public final class DatabaseServer implements AutoCloseable {

	private final Path directory;

	private final List<String> command;

	private final String url;

	private Process process;

	private DatabaseServer(Path directory, List<String> command, String url) {
		this.directory = directory;
		this.command = command;
		this.url = url;
	}

	/** Start PostgreSQL, or skip the test if it is not installed. */
	public static DatabaseServer postgres() throws Exception {
		Path initdb = find("initdb", "/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin");
		Assumptions.assumeTrue(initdb != null, "PostgreSQL is not installed (Debian: postgresql), so it is not tested");
		Path bin = initdb.toRealPath().getParent();
		Path directory = directory("postgres");
		int port = freePort();
		run(as("postgres", bin.resolve("initdb").toString(), "-D", directory.resolve("data").toString(), "-U", "test",
				"-A", "trust", "-E", "UTF8", "--no-sync"));
		return new DatabaseServer(directory,
				as("postgres", bin.resolve("postgres").toString(), "-D", directory.resolve("data").toString(), "-p",
						Integer.toString(port), "-k", directory.toString(), "-c", "listen_addresses=127.0.0.1", "-c",
						"shared_buffers=64MB"),
				"jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test&reWriteBatchedInserts=true")
			.start();
	}

	/** Start MariaDB, or skip the test if it is not installed. */
	public static DatabaseServer mariaDb() throws Exception {
		Path server = find("mariadbd", "/usr/sbin", "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin");
		Path install = find("mariadb-install-db", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin");
		Assumptions.assumeTrue(server != null && install != null,
				"MariaDB is not installed (Debian: mariadb-server), so it is not tested");
		Path directory = directory("mysql");
		int port = freePort();
		run(as("mysql", install.toString(), "--no-defaults", "--datadir=" + directory.resolve("data"),
				"--auth-root-authentication-method=normal", "--skip-test-db"));
		return new DatabaseServer(directory,
				as("mysql", server.toString(), "--no-defaults", "--datadir=" + directory.resolve("data"),
						"--port=" + port, "--bind-address=127.0.0.1", "--socket=" + directory.resolve("socket"),
						"--pid-file=" + directory.resolve("pid")),
				"jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root&createDatabaseIfNotExist=true")
			.start();
	}

	private static Path find(String name, String... directories) throws IOException {
		for (String directory : directories) {
			int star = directory.indexOf('*');
			Path parent = Path.of((star < 0) ? directory : directory.substring(0, star));
			if (star < 0 && Files.isExecutable(parent.resolve(name))) {
				return parent.resolve(name);
			}
			if (star >= 0 && Files.isDirectory(parent)) {
				try (Stream<Path> children = Files.list(parent)) {
					List<Path> found = children.map((it) -> it.resolve(directory.substring(star + 2)).resolve(name))
						.filter(Files::isExecutable)
						.sorted()
						.toList();
					if (!found.isEmpty()) {
						return found.get(found.size() - 1);
					}
				}
			}
		}
		return null;
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	private static Path directory(String user) throws Exception {
		Path directory = Files.createTempDirectory("database");
		if (isRoot()) {
			run(List.of("chown", user, directory.toString()));
		}
		return directory;
	}

	private static List<String> as(String user, String... command) {
		List<String> all = new ArrayList<>();
		if (isRoot()) {
			all.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
		}
		all.addAll(List.of(command));
		return all;
	}

	private static void run(List<String> command) throws Exception {
		Path log = Files.createTempFile("database", ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IllegalStateException(command + " failed: " + Files.readString(log));
		}
		Files.delete(log);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** Start it, or start it again. */
	public DatabaseServer start() throws Exception {
		this.process = new ProcessBuilder(this.command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
			.start();
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
		while (true) {
			try (Connection connection = DriverManager.getConnection(this.url)) {
				return this;
			}
			catch (SQLException ex) {
				if (System.nanoTime() - end > 0 || !this.process.isAlive()) {
					throw new IllegalStateException(Files.readString(this.directory.resolve("log")), ex);
				}
				TimeUnit.MILLISECONDS.sleep(50);
			}
		}
	}

	/** Stop it at once; what was committed stays. */
	public void kill() throws InterruptedException {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly().waitFor();
	}

	public String url() {
		return this.url;
	}

	@Override
	public void close() throws Exception {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			kill();
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
