package io.github.customeriospring.simulator.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedCustomerIoBuilder;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.limits.QuotaBook;
import io.github.customeriospring.simulator.rules.Assumption;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link SimulatedCustomerIoServer}.
 */
final class ServerOptions {

	static final String HELP = """
			A strict simulation of Customer.io on loopback.

			  --port=8025                port, 0 for a free one
			  --track-limit=100          Track API requests in any second
			  --transactional-limit=100  transactional messages in any second
			  --app-limit=10             other App API requests in any second
			  --broadcast-limit=1        broadcast triggers in any ten seconds
			  --retry-after=true         whether a 429 has Retry-After
			  --service-time=20ms        time between arrival and response (us, ms, s)
			  --latency=30ms             one-way delay of the network
			  --jitter=8ms:0.6           additional log-normal delay: median and sigma
			  --fail=0.05:503            share of requests that fail, and their status; repeatable
			  --reset=0.02               share of connections reset before acceptance
			  --keep-state=true          whether people and events are kept, or only counted
			  --assume=NAME              be less strict: email-changes-by-id, segments-on-demand,
			                             recipients-checked-later, relationships-unchecked,
			                             invalid-batch-refused; repeatable
			  --seed=1                   random seed
			  --help                     print this help
			""";

	private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s)");

	private final Map<SimulatedQuota, Integer> limits = new EnumMap<>(SimulatedQuota.class);

	private final List<Failure> failures = new ArrayList<>();

	private final Set<Assumption> assumptions = EnumSet.noneOf(Assumption.class);

	private boolean help;

	private int port = 8025;

	private boolean retryAfter = true;

	private boolean keepState = true;

	private Duration serviceTime = Duration.ZERO;

	private Duration latency = Duration.ZERO;

	private @Nullable Duration jitterMedian;

	private double jitterSigma;

	private double reset;

	private long seed = 1;

	private ServerOptions() {
	}

	/**
	 * Read the arguments.
	 * @throws IllegalArgumentException if an argument is unknown or invalid; the message
	 * names it
	 */
	static ServerOptions parse(String... args) {
		ServerOptions options = new ServerOptions();
		for (String arg : args) {
			int equals = arg.indexOf('=');
			String name = (equals < 0) ? arg : arg.substring(0, equals);
			String value = (equals < 0) ? "" : arg.substring(equals + 1);
			try {
				options.set(name, value);
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("%s: '%s' is not a number".formatted(name, value), ex);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException("%s: %s".formatted(name, ex.getMessage()), ex);
			}
		}
		return options;
	}

	private void set(String name, String value) {
		switch (name) {
			case "--help" -> this.help = true;
			case "--port" -> this.port = between(0, 65535, Integer.parseInt(value));
			case "--track-limit" -> limit(SimulatedQuota.TRACK, value);
			case "--transactional-limit" -> limit(SimulatedQuota.TRANSACTIONAL, value);
			case "--app-limit" -> limit(SimulatedQuota.APP, value);
			case "--broadcast-limit" -> limit(SimulatedQuota.BROADCAST, value);
			case "--retry-after" -> this.retryAfter = flag(value);
			case "--keep-state" -> this.keepState = flag(value);
			case "--service-time" -> this.serviceTime = duration(value);
			case "--latency" -> this.latency = duration(value);
			case "--jitter" -> {
				String[] parts = parts(value, "median:sigma, for example 8ms:0.6");
				this.jitterMedian = duration(parts[0]);
				this.jitterSigma = between(0, 10, Double.parseDouble(parts[1]));
			}
			case "--fail" -> {
				String[] parts = parts(value, "share:status, for example 0.05:503");
				this.failures.add(new Failure(between(0, 1, Double.parseDouble(parts[0])),
						between(200, 599, Integer.parseInt(parts[1]))));
			}
			case "--assume" -> this.assumptions.add(assumption(value));
			case "--reset" -> this.reset = between(0, 1, Double.parseDouble(value));
			case "--seed" -> this.seed = Long.parseLong(value);
			default -> throw new IllegalArgumentException("unknown option, see --help");
		}
	}

	boolean isHelp() {
		return this.help;
	}

	SimulatedCustomerIo start() {
		SimulatedCustomerIoBuilder builder = SimulatedCustomerIo.builder()
			.port(this.port)
			.retryAfter(this.retryAfter)
			.keepState(this.keepState)
			.assume(this.assumptions.toArray(Assumption[]::new))
			.serviceTime(this.serviceTime)
			// this process has no way to ask for recorded requests
			.recordedRequests(0)
			.network((this.jitterMedian != null)
					? NetworkDelay.logNormal(this.latency, this.jitterMedian, this.jitterSigma, this.seed)
					: NetworkDelay.fixed(this.latency));
		this.limits.forEach((quota, requests) -> builder.limit(quota, requests, quota.defaultWindow()));
		SimulatedCustomerIo customerIo = builder.start();
		customerIo.faults().random(this.reset, Fault.reset(), this.seed);
		for (Failure failure : this.failures) {
			customerIo.faults().random(failure.share, Fault.status(failure.status), this.seed + failure.status);
		}
		return customerIo;
	}

	private void limit(SimulatedQuota quota, String value) {
		this.limits.put(quota, between(1, QuotaBook.MAX_REQUESTS, Integer.parseInt(value)));
	}

	private static Assumption assumption(String value) {
		return Arrays.stream(Assumption.values())
			.filter((assumption) -> assumption.name().equals(value.replace('-', '_').toUpperCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'%s' is not an assumption, see --help".formatted(value)));
	}

	private static boolean flag(String value) {
		if (!value.equals("true") && !value.equals("false")) {
			throw new IllegalArgumentException("'%s' is neither true nor false".formatted(value));
		}
		return value.equals("true");
	}

	private static Duration duration(String value) {
		Matcher matcher = DURATION.matcher(value);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'%s' is not a time such as 20ms".formatted(value));
		}
		long amount = Long.parseLong(matcher.group(1));
		return switch (matcher.group(2)) {
			case "us" -> Duration.ofNanos(amount * 1000);
			case "ms" -> Duration.ofMillis(amount);
			default -> Duration.ofSeconds(amount);
		};
	}

	private static String[] parts(String value, String expected) {
		String[] parts = value.split(":");
		if (parts.length != 2) {
			throw new IllegalArgumentException("'%s' is not %s".formatted(value, expected));
		}
		return parts;
	}

	private static int between(int min, int max, int value) {
		if (value < min || value > max) {
			throw new IllegalArgumentException("%d is not between %d and %d".formatted(value, min, max));
		}
		return value;
	}

	private static double between(double min, double max, double value) {
		if (!(value >= min && value <= max)) {
			throw new IllegalArgumentException("%s is not between %s and %s".formatted(value, min, max));
		}
		return value;
	}

	private record Failure(double share, int status) {

	}

}
