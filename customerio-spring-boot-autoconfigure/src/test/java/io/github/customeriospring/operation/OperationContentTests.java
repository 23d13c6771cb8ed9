package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OperationContent}.
 */
class OperationContentTests {

	private static final Identifier PERSON = Identifier.id("42");

	@Test
	void contentOfAnEventHasAllButIdAndTime() {
		OperationContent content = TrackOperation
			.event("42", "purchase", Map.of("id", 7, "timestamp", 5, "name", "tea", "total", 9.5))
			.content();
		assertThat(content.type()).isEqualTo("person");
		assertThat(content.action()).isEqualTo("event");
		assertThat(content.identifiers()).isEqualTo(Map.of("id", "42"));
		assertThat(content.name()).isEqualTo("purchase");
		assertThat(content.attributes()).isEqualTo(Map.of("id", 7, "timestamp", 5, "name", "tea", "total", 9.5));
		assertThat(content.others()).isEmpty();
	}

	@Test
	void contentIsEqualWhateverIdAndTime() {
		TrackOperation event = TrackOperation.event("42", "purchase", Map.of("total", 9));
		TrackOperation other = TrackOperation.person(PERSON)
			.event("purchase", Map.of("total", 9))
			.withTimestamp(Instant.ofEpochSecond(1_772_013_598));
		assertThat(other).isNotEqualTo(event);
		assertThat(other.content()).isEqualTo(event.content()).hasSameHashCodeAs(event.content());
	}

	@Test
	void contentDiffersInAllElse() {
		OperationContent content = TrackOperation.event("42", "purchase", Map.of("total", 9)).content();
		assertThat(content).isNotEqualTo(TrackOperation.event("43", "purchase", Map.of("total", 9)).content())
			.isNotEqualTo(TrackOperation.event("42", "refund", Map.of("total", 9)).content())
			.isNotEqualTo(TrackOperation.event("42", "purchase", Map.of("total", 8)).content())
			.isNotEqualTo(TrackOperation.person(PERSON).page("purchase", Map.of("total", 9)).content());
		assertThat(TrackOperation.person(PERSON).deleteDevice("a").content())
			.isNotEqualTo(TrackOperation.person(PERSON).deleteDevice("b").content());
	}

	@Test
	void contentHasTheRestAsSent() {
		OperationContent merge = TrackOperation.person(PERSON).merge(Identifier.email("Jane@example.com")).content();
		assertThat(merge.identifiers()).isEmpty();
		assertThat(merge.name()).isNull();
		assertThat(merge.others())
			.isEqualTo(Map.of("primary", Map.of("id", "42"), "secondary", Map.of("email", "Jane@example.com")));
		assertThat(TrackOperation.person(PERSON)
			.addRelationships(List.of(new Relationship(new ObjectIdentifier("1", "acme"))))
			.content()
			.others()).containsOnlyKeys("cio_relationships");
	}

	@Test
	void toStringHasNoPersonalData() {
		assertThat(TrackOperation.event("42", "got divorced").content()).hasToString("person event");
	}

}
