package io.github.customeriospring.queue.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What arrived of numbered operations, in that order.
 */
public final class Arrivals {

	private static final Pattern OPERATION = Pattern.compile("\"id\":\"(\\w+)\".*?\"n\":(\\d+)");

	private final Map<String, List<Long>> byPerson = new HashMap<>();

	private final Set<Long> numbers = new LinkedHashSet<>();

	private long operations;

	private long requests;

	public Arrivals(SimulatedCustomerIo customerIo) {
		for (RecordedRequest request : customerIo.requests()) {
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
	}

	public Set<Long> numbers() {
		return this.numbers;
	}

	public long repeated() {
		return this.operations - this.numbers.size();
	}

	public long requests() {
		return this.requests;
	}

	/** By the first time that each arrived, and by the last. */
	public void assertThatOrderIsKept() {
		this.byPerson.forEach((person, all) -> {
			assertThat(new ArrayList<>(new LinkedHashSet<>(all))).as("first arrivals of %s", person).isSorted();
			List<Long> reversed = new ArrayList<>(all);
			java.util.Collections.reverse(reversed);
			List<Long> last = new ArrayList<>(new LinkedHashSet<>(reversed));
			java.util.Collections.reverse(last);
			assertThat(last).as("last arrivals of %s", person).isSorted();
		});
	}

}
