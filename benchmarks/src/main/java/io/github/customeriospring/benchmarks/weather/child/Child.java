package io.github.customeriospring.benchmarks.weather.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.benchmarks.JavaCommand;
import org.jspecify.annotations.Nullable;

/**
 * An application in a process of its own, which says on its standard output what it does
 * and logs to its standard error.
 */
public final class Child implements AutoCloseable {

	private static final String END = "\0";

	private final Process process;

	private final Path log;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private Child(Process process, Path log) {
		this.process = process;
		this.log = log;
		Thread reader = new Thread(this::read, "child");
		reader.setDaemon(true);
		reader.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	/**
	 * Start an application.
	 * @param main its class
	 * @param options those of its JVM
	 * @param arguments those of the class
	 * @return the application, to be closed
	 * @throws IOException if it cannot be started
	 */
	public static Child start(Class<?> main, List<String> options, String... arguments) throws IOException {
		Path log = Files.createTempFile("weather", ".log");
		return new Child(JavaCommand.of(main, options, arguments).redirectError(log.toFile()).start(), log);
	}

	private void read() {
		try (BufferedReader in = this.process.inputReader()) {
			in.lines().forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			System.err.println("A child cannot be read: " + ex);
		}
		this.lines.add(END);
	}

	/**
	 * Wait for a line.
	 * @param start how it starts
	 * @param most how long to wait at most
	 * @return the rest of the line, or {@code nothing said}
	 * @throws InterruptedException if the thread was interrupted
	 */
	public String await(String start, Duration most) throws InterruptedException {
		long end = System.nanoTime() + most.toNanos();
		while (true) {
			@Nullable String line = this.lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (line == null || line.equals(END)) {
				return "nothing said";
			}
			if (line.startsWith(start)) {
				return line.substring(start.length()).strip();
			}
		}
	}

	/**
	 * Let it go on that waits for a byte on its standard input.
	 * @throws IOException if it cannot be told
	 */
	public void goOn() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	/**
	 * Return its process.
	 * @return to send signals to
	 */
	public ProcessHandle handle() {
		return this.process.toHandle();
	}

	/** Ask it to end, as SIGTERM does. */
	public void terminate() {
		this.process.toHandle().destroy(); // the process's own method would close its
											// output
	}

	/**
	 * Wait for its end.
	 * @param most how long to wait at most
	 * @return its exit code, or -1 if it does not end
	 * @throws InterruptedException if the thread was interrupted
	 */
	public int awaitEnd(Duration most) throws InterruptedException {
		return this.process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS) ? this.process.exitValue() : -1;
	}

	/**
	 * Read the log.
	 * @return its lines
	 * @throws IOException if it cannot be read
	 */
	public List<String> log() throws IOException {
		return Files.readAllLines(this.log);
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		Files.deleteIfExists(this.log);
	}

}
