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

	private final Path folder;

	private final int port;

	private final List<String> options;

	private @Nullable Process process;

	private RedisServer(List<String> options) throws IOException {
		this.folder = Files.createTempDirectory("customerio-redis");
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = socket.getLocalPort();
		}
		this.options = options;
	}

	/**
	 * Start a server. The test is skipped where there is none installed.
	 * @param options further options of {@code redis-server}
	 * @return the server, to be closed
	 */
	public static RedisServer started(String... options) {
		Assumptions.assumeTrue(isInstalled(),
				"redis-server is not installed, so limits that are shared are not tested");
		try {
			RedisServer server = new RedisServer(List.of(options));
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isInstalled() {
		try {
			return new ProcessBuilder("redis-server", "--version").redirectErrorStream(true)
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
		List<String> command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(this.port), "--bind",
				"127.0.0.1", "--dir", this.folder.toString(), "--save", "", "--appendonly", "no"));
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
				if (socket.getInputStream().read() == '+') {
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
