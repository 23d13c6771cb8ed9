package io.github.customeriospring.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.Outage;
import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.jspecify.annotations.Nullable;

/**
 * The server's process. Obeys one command a line on its standard input, and ends with it.
 */
public final class ServerMain {

	private static final Pattern CALL = Pattern.compile("\"id\":\"(\\d+)\"");

	private static final int ERRORS = 30_000;

	private static final int ERROR_LETTERS = 450;

	private final SimulatedCustomerIo customerIo;

	private final PrintStream out;

	private long markedAt;

	private @Nullable Outage down;

	private ServerMain(SimulatedCustomerIo customerIo, PrintStream out) {
		this.customerIo = customerIo;
		this.out = out;
	}

	/**
	 * Start the server.
	 * @param args the settings
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		try (SimulatedCustomerIo customerIo = ServerSettings.parse(args).start();
				BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			out.println(customerIo.url());
			out.flush();
			ServerMain server = new ServerMain(customerIo, out);
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				server.obey(line.split(" "));
				out.flush();
			}
		}
	}

	private void obey(String[] command) {
		switch (command[0]) {
			case "mark" -> this.markedAt = System.nanoTime();
			case "limit" ->
				this.customerIo.limit(SimulatedQuota.TRACK, Integer.parseInt(command[1]), Duration.ofSeconds(1));
			case "fail" -> this.customerIo.faults()
				.random(Double.parseDouble(command[1]), Fault.status(Integer.parseInt(command[2])), 1);
			case "refuse" -> this.down = this.customerIo.refuseConnections();
			case "outage" -> this.customerIo.faults().outage(fault(command[1]));
			case "poison" ->
				this.customerIo.faults().outage((request) -> request.body().contains(command[1]), fault(command[2]));
			case "next" -> this.customerIo.faults().next(1, fault(command[1]));
			case "heal" -> heal();
			case "forget" -> this.customerIo.reset();
			case "accepted" -> this.out.println(this.customerIo.operations() + " " + this.customerIo.distinctPeople());
			case "arrivals" -> arrivals();
			default -> throw new IllegalArgumentException("Unknown command " + command[0]);
		}
		this.out.println("ok");
	}

	private static Fault fault(String answer) {
		return switch (answer) {
			case "none" -> Fault.noAnswer();
			case "html" -> Fault.html(200);
			case "pause" -> Fault.tooManyRequests(Duration.ofSeconds(1));
			case "errors" -> Fault.status(207, errors());
			default -> Fault.status(Integer.parseInt(answer));
		};
	}

	/** 15 MB. */
	private static String errors() {
		return IntStream.range(0, ERRORS)
			.mapToObj((i) -> "{\"batch_index\":%d,\"reason\":\"invalid\",\"message\":\"%s\"}".formatted(i % 1000,
					"x".repeat(ERROR_LETTERS)))
			.collect(Collectors.joining(",", "{\"errors\":[", "]}"));
	}

	private void heal() {
		this.customerIo.faults().clear();
		if (this.down != null) {
			this.down.close();
			this.down = null;
		}
	}

	private void arrivals() {
		List<RecordedRequest> requests = this.customerIo.requests();
		this.out.println(requests.size());
		for (RecordedRequest request : requests) {
			Matcher matcher = CALL.matcher(request.body());
			int call = matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
			long micros = (request.arrivalNanos() - this.markedAt) / 1000;
			this.out.println(new Arrival(micros, request.status(), call).toLine());
		}
	}

}
