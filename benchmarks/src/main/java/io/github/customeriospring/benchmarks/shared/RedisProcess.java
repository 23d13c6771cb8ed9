package io.github.customeriospring.benchmarks.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.customeriospring.benchmarks.Signals;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A {@code redis-server} on a free port, in a folder of its own.
 */
final class RedisProcess implements AutoCloseable {

	private final Path folder;

	private final int port;

	private @Nullable Process process;

	private RedisProcess() throws IOException {
		this.folder = Files.createTempDirectory("customerio-redis");
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = socket.getLocalPort();
		}
	}

	static RedisProcess start() throws IOException {
		RedisProcess redis = new RedisProcess();
		redis.restart();
		Runtime.getRuntime().addShutdownHook(new Thread(redis::kill));
		return redis;
	}

	/** Start it, empty. */
	void restart() throws IOException {
		this.process = new ProcessBuilder("redis-server", "--port", Integer.toString(this.port), "--bind", "127.0.0.1",
				"--dir", this.folder.toString(), "--save", "", "--appendonly", "no")
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("log").toFile())
			.start();
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (System.nanoTime() - end < 0) {
			try {
				command("PING");
				return;
			}
			catch (IOException ex) {
				Thread.onSpinWait();
			}
		}
		throw new IOException("redis-server does not start, see " + this.folder);
	}

	/** Run one command that answers with one line. */
	String command(String line) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
			byte[] answer = new byte[4096];
			int length = Math.max(0, socket.getInputStream().read(answer));
			return new String(answer, 0, length, StandardCharsets.UTF_8);
		}
	}

	/** How often scripts were called. */
	long calls() throws IOException {
		String statistics = command("INFO commandstats");
		for (String line : statistics.split("\r\n")) {
			if (line.startsWith("cmdstat_evalsha:calls=")) {
				return Long.parseLong(line.substring("cmdstat_evalsha:calls=".length(), line.indexOf(',')));
			}
		}
		return 0;
	}

	/** The time of the processor that it has used. */
	Duration processor() {
		return handle().info().totalCpuDuration().orElse(Duration.ZERO);
	}

	void kill() {
		Process process = this.process;
		if (process != null) {
			process.destroyForcibly();
			process.onExit().join();
		}
	}

	/** Let it stand still. */
	void stop() {
		Signals.stop(handle());
	}

	void goOn() {
		Signals.goOn(handle());
	}

	private ProcessHandle handle() {
		Process process = this.process;
		if (process == null) {
			throw new IllegalStateException("It was never started");
		}
		return process.toHandle();
	}

	String url() {
		return "redis://127.0.0.1:" + this.port;
	}

	@Override
	public void close() {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
