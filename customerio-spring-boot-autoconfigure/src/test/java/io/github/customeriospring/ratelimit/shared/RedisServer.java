package io.github.customeriospring.ratelimit.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import org.springframework.util.FileSystemUtils;

/**
 * A Redis of a test's own, on a free port and in a folder of its own.
 */
@NullMarked
public final class RedisServer implements AutoCloseable {

	/** A node of a cluster listens 10,000 above its port, too. */
	private static final int HIGHEST_PORT = 55_535;

	private final Path folder;

	private final int port;

	private final List<String> options;

	private @Nullable Process process;

	private RedisServer(List<String> options) throws IOException {
		this.folder = Files.createTempDirectory("customerio-redis");
		this.port = freePort();
		this.options = options;
	}

	/**
	 * Return a port that is free.
	 * @return the port
	 */
	public static int freePort() {
		while (true) {
			try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				if (socket.getLocalPort() <= HIGHEST_PORT) {
					return socket.getLocalPort();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Start a server. The test is skipped where there is none installed.
	 * @param options further options of {@code redis-server}
	 * @return the server, to be closed
	 */
	public static RedisServer started(String... options) {
		assumeInstalled("redis-server");
		try {
			RedisServer server = new RedisServer(List.of(options));
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start a sentinel. The test is skipped where there is none installed.
	 * @param configuration the lines of its configuration
	 * @return the sentinel, to be closed
	 */
	public static RedisServer sentinel(String... configuration) {
		assumeInstalled("redis-server");
		try {
			RedisServer server = new RedisServer(List.of("--sentinel"));
			Files.write(server.folder.resolve("sentinel.conf"), List.of(configuration));
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Skip the test where a program is not installed.
	 * @param program its name
	 */
	public static void assumeInstalled(String program) {
		Assumptions.assumeTrue(isInstalled(program),
				() -> program + " is not installed, so this limit that is shared is not tested");
	}

	private static boolean isInstalled(String program) {
		try {
			return new ProcessBuilder("which", program).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Starts it empty. */
	public void start() {
		List<String> command = new ArrayList<>(List.of("redis-server"));
		if (this.options.contains("--sentinel")) {
			command.add(this.folder.resolve("sentinel.conf").toString());
		}
		command.addAll(
				List.of("--port", Integer.toString(this.port), "--bind", "127.0.0.1", "--dir", this.folder.toString()));
		if (!this.options.contains("--sentinel")) {
			command.addAll(List.of("--save", "", "--appendonly", "no"));
		}
		command.addAll(this.options);
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.folder.resolve("log").toFile())
				.start();
			awaitPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitPort() throws IOException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (true) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				socket.getOutputStream().write("PING\r\n".getBytes());
				if (socket.getInputStream().read() >= 0) { // be it that a password is
															// missing
					return;
				}
			}
			catch (IOException ex) {
				if (System.nanoTime() - end > 0) {
					throw ex;
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
			}
		}
	}

	/**
	 * Return where it listens.
	 * @return the address
	 */
	public String url() {
		return "redis://127.0.0.1:" + this.port;
	}

	/**
	 * Return its port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/** Ends it at once, as {@code kill -9} does. */
	public void kill() {
		Process process = this.process;
		if (process != null) {
			try {
				process.destroyForcibly().waitFor();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void close() throws IOException {
		kill();
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
