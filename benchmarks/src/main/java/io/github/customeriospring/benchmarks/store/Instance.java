package io.github.customeriospring.benchmarks.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.benchmarks.JavaCommand;
import io.github.customeriospring.benchmarks.store.child.HandInMain;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HandInMain} in a process.
 */
final class Instance implements AutoCloseable {

	private final Process process;

	private final Set<Long> safe = ConcurrentHashMap.newKeySet();

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final Thread reader;

	private Instance(Process process) {
		this.process = process;
		this.reader = new Thread(this::read);
		this.reader.setDaemon(true);
		this.reader.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	static Instance start(String url, String prefix, long first, String load, List<String> properties)
			throws IOException {
		List<String> arguments = new ArrayList<>(List.of(url, prefix, Long.toString(first), load));
		arguments.addAll(properties);
		return new Instance(JavaCommand
			.of(HandInMain.class, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new))
			.redirectError(ProcessBuilder.Redirect.appendTo(new File("target/store-instances.log")))
			.start());
	}

	private void read() {
		try (BufferedReader in = this.process.inputReader()) {
			in.lines().forEach((line) -> {
				if (Character.isDigit(line.charAt(0))) {
					this.safe.add(Long.valueOf(line));
				}
				else {
					this.lines.add(line);
				}
			});
		}
		catch (IOException | UncheckedIOException ex) {
			// it was killed
		}
	}

	/** What follows a word at the start of a line. */
	String await(String word, int seconds) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		while (true) {
			@Nullable String line = this.lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
			if (line == null) {
				throw new IllegalStateException("An instance did not say '" + word + "'");
			}
			if (line.startsWith(word + " ")) {
				return line.substring(word.length() + 1);
			}
		}
	}

	int safeCount() {
		return this.safe.size();
	}

	/** Send it a signal such as STOP. */
	void signal(String name) throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor();
	}

	/** Kill it, and return what it said to be safe. */
	Set<Long> kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
		this.reader.join();
		return this.safe;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
