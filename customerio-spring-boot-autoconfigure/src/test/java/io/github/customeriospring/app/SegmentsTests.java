package io.github.customeriospring.app;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.customeriospring.app.segment.Segment;
import io.github.customeriospring.app.segment.Segments;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Segments} against the simulator.
 */
class SegmentsTests {

	private final SimulatedCustomerIo customerIo = Templates.start();

	private final ReactiveCustomerIoTemplate template = Templates.to(this.customerIo);

	private final Segments segments = this.template.segments();

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void createdSegmentIsFoundUntilItIsDeleted() {
		Segment created = this.segments.create("VIP", "Our best customers").block();
		assertThat(created.name()).isEqualTo("VIP");
		assertThat(created.description()).isEqualTo("Our best customers");
		assertThat(this.segments.get(created.id()).block()).isEqualTo(created);
		assertThat(this.segments.list().collectList().block()).containsExactly(created);
		this.segments.delete(created.id()).block();
		StepVerifier.create(this.segments.list()).verifyComplete();
	}

	@Test
	void addedPeopleAreMembersUntilTheyAreRemoved() {
		long id = this.segments.create("VIP", null).block().id();
		this.template.identify("1", Map.of()).block();
		this.template.identify("2", Map.of()).block();
		this.segments.add(id, List.of(Identifier.id("1"), Identifier.id("2"))).block();
		assertThat(this.segments.count(id).block()).isEqualTo(2);
		this.segments.remove(id, List.of(Identifier.id("1"))).block();
		StepVerifier.create(this.segments.members(id).map(PersonIdentifiers::id)).expectNext("2").verifyComplete();
	}

	@Test
	void membersComePageByPage() {
		long id = this.segments.create("VIP", null).block().id();
		List<Identifier> people = IntStream.range(0, 250).mapToObj((i) -> Identifier.id("p" + i)).toList();
		Flux.fromIterable(people).concatMap((person) -> this.template.identify(person, Map.of())).blockLast();
		this.segments.add(id, people).block();
		assertThat(this.segments.members(id).map(PersonIdentifiers::id).collectList().block())
			.containsExactlyInAnyOrderElementsOf(people.stream().map(Identifier::value).toList());
		assertThat(this.customerIo.requests()).filteredOn((request) -> request.path().endsWith("/membership"))
			.hasSize(3);
	}

	@Test
	void addWhenInvalidThrowsAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.segments.add(7, List.of()))
			.withMessage("'people' must have 1 to 1000 elements, has 0");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.segments.add(7, Collections.nCopies(1001, Identifier.id("1"))))
			.withMessage("'people' must have 1 to 1000 elements, has 1001");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.segments.remove(7, List.of(Identifier.id("1"), Identifier.email("a@example.com"))))
			.withMessage(
					"'people' must all have the same type of identifier, one of [id, email, cio_id], had [id, email]");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.segments.add(7, List.of(Identifier.phone("+15551234567"))))
			.withMessageEndingWith("had [phone]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.segments.create(" ", null))
			.withMessage("'name' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.segments.members(7, 0))
			.withMessage("'pageSize' must be positive, was 0");
	}

}
