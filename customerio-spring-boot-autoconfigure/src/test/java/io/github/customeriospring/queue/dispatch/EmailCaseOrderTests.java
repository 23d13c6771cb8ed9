package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an e-mail address is one identity to the queue, whatever its case, as it is
 * to Customer.io. The test tells people apart by its own count, not by the queue's keys.
 */
class EmailCaseOrderTests {

	private static final int OPERATIONS = 10_000;

	private static final int PEOPLE = 20;

	private final Random random = new Random(17);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ScriptedCustomerIo customerIo = new ScriptedCustomerIo(this.random, this.time);

	private final Dispatcher dispatcher = new Dispatcher("The queue", this.customerIo, Priority.QUEUED,
			new BatchSettings(5, 40_000, Duration.ofMillis(10), 8, Duration.ofHours(24)), Bounds.NONE,
			new Surroundings(this.time, () -> this.time.now(TimeUnit.NANOSECONDS), this.random::nextDouble,
					Runnable::run),
			(size) -> {
			}, null, Context.empty());

	private final List<Integer> people = new ArrayList<>();

	private int accepted;

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void operationsWhenOnOneAddressInAnyCaseKeepTheirOrder() {
		this.customerIo.flakes = 0.02;
		for (int i = 0; i < OPERATIONS; i++) {
			add(i);
			if (this.random.nextInt(10) == 0) {
				this.time.advanceTimeBy(Duration.ofMillis(this.random.nextInt(30)));
			}
		}
		this.dispatcher.flush();
		for (int i = 0; i < 1000 && !this.dispatcher.idle().isDone(); i++) {
			this.time.advanceTimeBy(Duration.ofSeconds(10));
		}
		assertThat(this.accepted).isEqualTo(OPERATIONS);
		assertThat(outOfOrder()).isEmpty();
	}

	private void add(int number) {
		int person = this.random.nextInt(PEOPLE);
		this.people.add(person);
		Identifier email = Identifier.email(inAnyCase("jane" + person + "@example.com"));
		Map<String, Integer> attributes = Map.of("n", number);
		this.dispatcher.add(
				this.random.nextBoolean() ? TrackOperation.identify(email, attributes)
						: TrackOperation.person(email).event("bought", attributes),
				(queued, failure) -> this.accepted += (failure == null) ? 1 : 0, null, QueuedOperation.Patience.NONE);
	}

	private String inAnyCase(String address) {
		StringBuilder text = new StringBuilder(address);
		for (int i = 0; i < text.length(); i++) {
			if (this.random.nextBoolean()) {
				text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
			}
		}
		return text.toString();
	}

	/** What is repeated counts where it was applied last. */
	private List<String> outOfOrder() {
		List<String> outOfOrder = new ArrayList<>();
		Map<Integer, Integer> next = new HashMap<>();
		Set<Integer> seen = new HashSet<>();
		List<Integer> applied = this.customerIo.applied;
		for (int i = applied.size() - 1; i >= 0; i--) {
			int number = applied.get(i);
			if (seen.add(number)) {
				Integer later = next.put(this.people.get(number), number);
				if (later != null && later < number) {
					outOfOrder.add(number + " came before " + later);
				}
			}
		}
		assertThat(seen).hasSize(OPERATIONS);
		return outOfOrder;
	}

}
