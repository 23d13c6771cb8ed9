package io.github.customeriospring.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.benchmarks.JavaCommand;

/**
 * A simulated Customer.io in another process, so that its work and its garbage are not
 * counted as the client's. It ends when it is closed, and when this process does.
 */
public final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final Writer commands;

	private final BufferedReader answers;

	private final String url;

	private ServerProcess(Process process) throws IOException {
		this.process = process;
		this.commands = process.outputWriter(StandardCharsets.UTF_8);
		this.answers = process.inputReader(StandardCharsets.UTF_8);
		this.url = read();
	}

	/**
	 * Start a server on a free port.
	 * @param settings what to start it with
	 * @return the server, to be closed
	 */
	public static ServerProcess start(ServerSettings settings) {
		try {
			return new ServerProcess(JavaCommand.of(ServerMain.class, List.of("-Xmx1g"), settings.toArguments())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Where it listens.
	 * @return the address
	 */
	public String url() {
		return this.url;
	}

	/** Count the time of arrivals from now. */
	public void mark() {
		command("mark");
	}

	/**
	 * Change the limit.
	 * @param requests in any second
	 */
	public void limit(int requests) {
		command("limit " + requests);
	}

	/**
	 * Let a share of the requests fail.
	 * @param share from 0 to 1
	 * @param status what they are answered with
	 */
	public void fail(double share, int status) {
		command("fail " + share + " " + status);
	}

	/** Reset all connections and refuse new ones, until {@link #heal()}. */
	public void refuse() {
		command("refuse");
	}

	/**
	 * Answer every request like this, until {@link #heal()}.
	 * @param answer a status, {@code none}, {@code html} for a page with status 200,
	 * {@code errors} for a 207 with very many errors, or {@code pause} for a 429 that
	 * asks for a second
	 */
	public void outage(String answer) {
		command("outage " + answer);
	}

	/**
	 * Answer requests like this whose body holds a text, until {@link #heal()}.
	 * @param text the text, without spaces
	 * @param answer as for an outage
	 */
	public void poison(String text, String answer) {
		command("poison " + text + " " + answer);
	}

	/**
	 * Answer the next request like this.
	 * @param answer as for an outage
	 */
	public void next(String answer) {
		command("next " + answer);
	}

	/** Let no requests fail any more. */
	public void heal() {
		command("heal");
	}

	/** Forget what arrived, and heal. */
	public void forget() {
		command("forget");
	}

	/**
	 * What was accepted since the start.
	 * @return the counts
	 */
	public Accepted accepted() {
		try {
			send("accepted");
			String[] counts = read().split(" ");
			read();
			return new Accepted(Long.parseLong(counts[0]), Integer.parseInt(counts[1]));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What arrived, in that order.
	 * @return all requests since the start
	 */
	public List<Arrival> arrivals() {
		try {
			send("arrivals");
			int count = Integer.parseInt(read());
			List<Arrival> arrivals = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				arrivals.add(Arrival.parse(read()));
			}
			read();
			arrivals.sort(Comparator.comparingLong(Arrival::micros));
			return arrivals;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void command(String line) {
		try {
			send(line);
			read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void send(String line) throws IOException {
		this.commands.write(line + "\n");
		this.commands.flush();
	}

	private String read() throws IOException {
		String line = this.answers.readLine();
		if (line == null) {
			throw new IOException("The server's process ended");
		}
		return line;
	}

	@Override
	public void close() {
		try {
			this.commands.close();
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			this.process.destroyForcibly();
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
