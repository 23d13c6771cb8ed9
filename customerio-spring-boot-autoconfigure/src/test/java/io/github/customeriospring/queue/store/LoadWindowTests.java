package io.github.customeriospring.queue.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.OperationStore.Stored;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the order in which operations go that were under way when their process
 * ended.
 */
class LoadWindowTests {

	private final List<LoadedOperation> going = new ArrayList<>();

	private final List<LoadedOperation> ended = new ArrayList<>();

	private final LoadWindow window = new LoadWindow(10_000, this.going::add, this.going::remove);

	private void add(int first, int count, int crashes) {
		for (int i = first; i < first + count; i++) {
			TrackOperation operation = TrackOperation.identify("p" + i, Map.of());
			this.window.add(new LoadedOperation(new Stored(i, 0, Instant.EPOCH, crashes, crashes, operation), null,
					this.ended::add));
		}
		this.window.flow();
	}

	private List<Long> takeGoing() {
		List<Long> ids = this.going.stream().map(LoadedOperation::id).toList();
		this.going.forEach(this.window::remove);
		this.going.clear();
		this.window.flow();
		return ids;
	}

	@Test
	void allGoThatWereNeverOrOnceThere() {
		add(1, 500, 0);
		add(501, 500, 1);
		assertThat(takeGoing()).hasSize(1000);
	}

	@Test
	void thoseThatWereThereMoreOftenGoInEverSmallerGroups() {
		add(1, 250, 2);
		add(251, 25, 3);
		add(276, 2, 4);
		add(278, 5, 0);
		assertThat(takeGoing()).hasSize(100);
		assertThat(takeGoing()).hasSize(100);
		assertThat(takeGoing()).hasSize(50);
		assertThat(takeGoing()).hasSize(10);
		assertThat(takeGoing()).hasSize(10);
		assertThat(takeGoing()).hasSize(5);
		assertThat(takeGoing()).containsExactly(276L);
		assertThat(takeGoing()).containsExactly(277L);
		assertThat(takeGoing()).containsExactly(278L, 279L, 280L, 281L, 282L);
	}

	@Test
	void oneThatWasThereTooOftenEndsAndTheOthersGo() {
		add(1, 1, 5);
		add(2, 3, 0);
		assertThat(this.ended).extracting(LoadedOperation::id).containsExactly(1L);
		assertThat(takeGoing()).containsExactly(2L, 3L, 4L);
	}

	@Test
	void suspectsWaitForThoseBeforeThem() {
		add(1, 3, 0);
		add(4, 1, 4);
		add(5, 3, 0);
		assertThat(takeGoing()).containsExactly(1L, 2L, 3L);
		assertThat(takeGoing()).containsExactly(4L);
		assertThat(takeGoing()).containsExactly(5L, 6L, 7L);
	}

}
