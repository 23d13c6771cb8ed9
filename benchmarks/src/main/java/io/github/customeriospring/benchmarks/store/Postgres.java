package io.github.customeriospring.benchmarks.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL with its defaults, on a free port and in a directory of its own.
 */
final class Postgres implements AutoCloseable {

	private final Path bin;

	private final Path directory;

	private final int port;

	private Process process;

	private Postgres(Path bin, Path directory, int port) throws Exception {
		this.bin = bin;
		this.directory = directory;
		this.port = port;
		this.process = launch();
	}

	static Postgres start() throws Exception {
		Path bin = bin();
		Path directory = Files.createTempDirectory("postgres");
		if (isRoot()) {
			run(List.of("chown", "postgres", directory.toString()));
		}
		run(command(bin, "initdb", "-D", directory.resolve("data").toString(), "-U", "test", "-A", "trust"));
		return new Postgres(bin, directory, freePort());
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static Path bin() throws IOException {
		Path debian = Path.of("/usr/lib/postgresql");
		if (Files.isDirectory(debian)) {
			try (Stream<Path> versions = Files.list(debian)) {
				return versions.map((it) -> it.resolve("bin"))
					.max(Comparator.naturalOrder())
					.orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed"));
			}
		}
		return Path.of("/usr/local/bin");
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	/** It refuses to run as root. */
	private static List<String> command(Path bin, String program, String... arguments) {
		List<String> command = new ArrayList<>();
		if (isRoot()) {
			command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
		}
		command.add(bin.resolve(program).toString());
		command.addAll(List.of(arguments));
		return command;
	}

	private static void run(List<String> command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException(command + " failed");
		}
	}

	private Process launch() throws Exception {
		Process process = new ProcessBuilder(command(this.bin, "postgres", "-D",
				this.directory.resolve("data").toString(), "-p", Integer.toString(this.port), "-k",
				this.directory.toString(), "-c", "listen_addresses=127.0.0.1"))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
			.start();
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
		while (true) {
			try (Connection connection = connect()) {
				return process;
			}
			catch (SQLException ex) {
				if (System.nanoTime() - end > 0) {
					throw ex;
				}
				Thread.sleep(100);
			}
		}
	}

	/** Stop it in the middle, and start it again. */
	void awayFor(int seconds) throws Exception {
		this.process.destroyForcibly().waitFor();
		Thread.sleep(seconds * 1000L);
		this.process = launch();
	}

	Connection connect() throws SQLException {
		return DriverManager.getConnection(url());
	}

	String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?user=test";
	}

	List<String> properties() {
		return List.of("customerio.queue.store=jdbc", "customerio.queue.jdbc.initialize-schema=always",
				"spring.datasource.url=" + url(), "spring.datasource.hikari.connection-timeout=2000",
				"spring.autoconfigure.exclude=");
	}

	@Override
	public void close() throws Exception {
		this.process.destroy();
		if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
