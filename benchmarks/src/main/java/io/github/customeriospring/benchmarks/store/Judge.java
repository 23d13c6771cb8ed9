package io.github.customeriospring.benchmarks.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;

/**
 * Customer.io, which remembers every operation that arrived, in that order.
 */
final class Judge implements AutoCloseable {

	private static final Pattern OPERATION = Pattern.compile("\"id\":\"(\\w+)\".*?\"n\":(\\d+)");

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.limit(SimulatedQuota.TRACK, 100, Duration.ofSeconds(1))
		.serviceTime(Duration.ofMillis(20))
		.recordedRequests(1_000_000)
		.keepState(false)
		.start();

	private final Map<String, List<Long>> byPerson = new HashMap<>();

	private final Set<Long> numbers = new HashSet<>();

	private long operations;

	private long requests;

	private long refused;

	String url() {
		return this.customerIo.url();
	}

	/** How many arrived, those that were not collected yet included. */
	long arrived() {
		return this.customerIo.operations();
	}

	/** Take in what arrived; nobody must send meanwhile. */
	void collect() {
		for (RecordedRequest request : this.customerIo.requests()) {
			if (request.status() == 429) {
				this.refused++;
			}
			if (request.status() >= 200 && request.status() < 300) {
				this.requests++;
				Matcher matcher = OPERATION.matcher(request.body());
				while (matcher.find()) {
					long number = Long.parseLong(matcher.group(2));
					this.operations++;
					this.numbers.add(number);
					this.byPerson.computeIfAbsent(matcher.group(1), (person) -> new ArrayList<>()).add(number);
				}
			}
		}
		this.customerIo.reset();
	}

	long missing(Set<Long> safe) {
		return safe.stream().filter((number) -> !this.numbers.contains(number)).count();
	}

	long repeated() {
		return this.operations - this.numbers.size();
	}

	long operations() {
		return this.operations;
	}

	long requests() {
		return this.requests;
	}

	long refused() {
		return this.refused;
	}

	/**
	 * How many people's operations did not arrive in their order, be it the first or the
	 * last time.
	 */
	long disordered() {
		return this.byPerson.values().stream().filter((all) -> {
			List<Long> reversed = new ArrayList<>(all);
			Collections.reverse(reversed);
			List<Long> last = new ArrayList<>(new LinkedHashSet<>(reversed));
			Collections.reverse(last);
			return !isSorted(new ArrayList<>(new LinkedHashSet<>(all))) || !isSorted(last);
		}).count();
	}

	private static boolean isSorted(List<Long> numbers) {
		for (int i = 1; i < numbers.size(); i++) {
			if (numbers.get(i) < numbers.get(i - 1)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void close() {
		this.customerIo.close();
	}

}
