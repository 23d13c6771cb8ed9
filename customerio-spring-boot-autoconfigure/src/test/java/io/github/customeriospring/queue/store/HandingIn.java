package io.github.customeriospring.queue.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.simulator.SimulatedCustomerIo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A {@link HandingInMain} in a process.
 */
public final class HandingIn implements AutoCloseable {

	private static final Duration LONG = Duration.ofMinutes(2);

	private final Process process;

	private final Set<Long> safe = ConcurrentHashMap.newKeySet();

	private final CountDownLatch ready = new CountDownLatch(1);

	private final Thread reader;

	private HandingIn(Process process) {
		this.process = process;
		this.reader = new Thread(this::read);
		this.reader.setDaemon(true);
		this.reader.start();
	}

	public static HandingIn start(SimulatedCustomerIo customerIo, Path log, long first, int rate, String prefix,
			String... properties) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-Xshare:auto",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						HandingInMain.class.getName(), Long.toString(first), Integer.toString(rate), prefix,
						"customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
						"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + customerIo.url(),
						"spring.main.banner-mode=off", "management.tracing.enabled=false"));
		command.addAll(List.of(properties));
		return new HandingIn(
				new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(new File(log + ".err")))
					.start());
	}

	private void read() {
		try (BufferedReader in = this.process.inputReader()) {
			in.lines().forEach((line) -> {
				if (line.equals("ready")) {
					this.ready.countDown();
				}
				else if (line.matches("\\d+")) {
					this.safe.add(Long.valueOf(line));
				}
			});
		}
		catch (IOException | UncheckedIOException ex) {
			// it was killed
		}
	}

	public HandingIn awaitReady() throws InterruptedException {
		assertThat(this.ready.await(LONG.toSeconds(), TimeUnit.SECONDS)).as("the application has started").isTrue();
		return this;
	}

	public int safeCount() {
		return this.safe.size();
	}

	public void awaitSafe(int count) {
		await().atMost(LONG).pollInterval(5, TimeUnit.MILLISECONDS).until(() -> safeCount() >= count);
	}

	/** Kill it, and return which operations it said to be safe. */
	public Set<Long> kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
		this.reader.join();
		return this.safe;
	}

	/** Let it end as SIGTERM does. */
	public Set<Long> terminate() throws InterruptedException {
		this.process.destroy();
		assertThat(this.process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		this.reader.join();
		return this.safe;
	}

	public void awaitEnd() throws InterruptedException {
		assertThat(this.process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.process.exitValue()).isZero();
	}

	public long pid() {
		return this.process.pid();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
