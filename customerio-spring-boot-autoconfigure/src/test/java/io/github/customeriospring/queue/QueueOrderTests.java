package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.Identifier;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.Batch.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Order of the operations of an identity, whatever shares a batch with them.
 */
class QueueOrderTests {

	private static final List<String> PEOPLE = List.of("a", "b", "c", "d");

	private final PendingOperations pending = new PendingOperations();

	private final List<Entry> entries = new ArrayList<>();

	@Test
	void operationThatWasParkedStaysBeforeTheMergeThatWaitsBehindIt() {
		BatchSettings one = batches(1);
		add(person("a", 0));
		add(person("b", 1));
		Batch first = next(one);
		Batch second = next(one);
		add(person("b", 2));
		add(TrackOperation.merge(Identifier.id("a"), Identifier.id("b")));
		assertThat(this.pending.next(one)).isNull();
		this.pending.done(second);
		Batch third = next(one);
		assertThat(third.entries()).containsExactly(this.entries.get(2));
		this.pending.done(first);
		assertThat(this.pending.next(one)).isNull();
		this.pending.done(third);
		assertThat(next(one).entries()).containsExactly(this.entries.get(3));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void everyIdentityKeepsItsOrderAndNothingIsLost(long seed) {
		Random random = new Random(seed);
		BatchSettings settings = batches(3);
		List<Batch> underWay = new ArrayList<>();
		List<Entry> done = new ArrayList<>();
		List<Entry> givenUp = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			switch (random.nextInt(5)) {
				case 0, 1 -> add(random(random, i));
				case 2 -> {
					Batch batch = this.pending.next(settings);
					if (batch != null) {
						underWay.add(batch);
					}
				}
				case 3 -> {
					if (!underWay.isEmpty()) {
						Batch batch = underWay.remove(random.nextInt(underWay.size()));
						done.addAll(batch.entries());
						this.pending.done(batch);
					}
				}
				default -> {
					if (random.nextInt(4) == 0 && !this.entries.isEmpty()) {
						Entry entry = this.entries.get(random.nextInt(this.entries.size()));
						if (this.pending.remove(entry)) {
							givenUp.add(entry);
						}
					}
				}
			}
			assertThat(underWay).allSatisfy((batch) -> assertThat(batch.entries()).isNotEmpty());
		}
		for (Batch batch = this.pending.next(settings); batch != null
				|| !underWay.isEmpty(); batch = this.pending.next(settings)) {
			if (batch == null) {
				batch = underWay.remove(0);
			}
			done.addAll(batch.entries());
			this.pending.done(batch);
		}
		assertThat(this.pending.count()).isZero();
		assertThat(done).hasSize(this.entries.size() - givenUp.size()).doesNotHaveDuplicates();
		for (String person : PEOPLE) {
			assertThat(done.stream()
				.filter((entry) -> entry.operation().subjects().contains("id:" + person))
				.map(Entry::number)
				.toList()).isSorted();
		}
	}

	private static BatchSettings batches(int operations) {
		return new BatchSettings(operations, 40_000, Duration.ZERO, 10);
	}

	private static TrackOperation random(Random random, int number) {
		String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
		String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
		if (person.equals(other) || random.nextInt(3) > 0) {
			return person(person, number);
		}
		return TrackOperation.merge(Identifier.id(person), Identifier.id(other));
	}

	private static TrackOperation person(String id, int number) {
		return TrackOperation.identify(Identifier.id(id), Map.of("number", number));
	}

	private void add(TrackOperation operation) {
		this.entries.add(this.pending.add(operation, new CompletableFuture<>(), 0, null));
	}

	private Batch next(BatchSettings settings) {
		Batch batch = this.pending.next(settings);
		assertThat(batch).isNotNull();
		return batch;
	}

}
