package io.github.customeriospring.simulator.workspace;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.rules.ItemError;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Workspace}.
 */
class WorkspaceTests {

	private final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

	private final Workspace workspace = new Workspace(true, this.clock, Set.of());

	@Test
	void identifyWhenSentTwiceMergesAttributes() {
		identify("1", Map.of("a", 1, "b", 1));
		identify("1", Map.of("b", 2, "c", 2));
		assertThat(this.workspace.person("1").attributes()).containsOnly(Map.entry("a", 1), Map.entry("b", 2),
				Map.entry("c", 2));
	}

	@Test
	void identifyWhenTimestampIsOlderKeepsNewerValuesOfEachAttribute() {
		identify("1", Map.of("a", "new"), 1_700_000_005);
		identify("1", Map.of("b", "newer"), 1_700_000_009);
		identify("1", Map.of("a", "late", "b", "late", "c", "late"), 1_700_000_007);
		assertThat(this.workspace.person("1").attributes()).containsOnly(Map.entry("a", "late"),
				Map.entry("b", "newer"), Map.entry("c", "late"));
		assertThat(this.workspace.person("1").attributeTimestamps()).containsEntry("a", 1_700_000_007L)
			.containsEntry("b", 1_700_000_009L);
	}

	@Test
	void identifyWhenTimestampIsTheSameOverwrites() {
		identify("1", Map.of("a", "first"), 1_700_000_005);
		identify("1", Map.of("a", "second"), 1_700_000_005);
		assertThat(this.workspace.person("1").attributes()).containsEntry("a", "second");
	}

	@Test
	void identifyWhenValueWasRemovedLaterKeepsItRemoved() {
		identify("1", Map.of("a", ""), 1_700_000_005);
		identify("1", Map.of("a", "old"), 1_700_000_004);
		assertThat(this.workspace.person("1").attributes()).isEmpty();
	}

	@Test
	void identifyWithoutTimestampCountsAsNow() {
		identify("1", Map.of("a", "now"));
		identify("1", Map.of("a", "old"), 1_799_999_999);
		assertThat(this.workspace.person("1").attributes()).containsEntry("a", "now");
	}

	@Test
	void identifyWithEmailFindsTheSamePersonByIt() {
		identify("1", Map.of("email", "a@example.com"));
		submit("identify", Map.of("email", "a@example.com"), Map.of("attributes", Map.of("a", 1)));
		assertThat(this.workspace.people()).containsOnlyKeys("1");
		assertThat(this.workspace.person("a@example.com").attributes()).containsEntry("a", 1);
	}

	@Test
	void identifyWhenEmailBelongsToSomebodyElseLeavesItThere() {
		identify("1", Map.of("email", "a@example.com"));
		assertThat(identify("2", Map.of("email", "a@example.com", "a", 1))).isEmpty();
		assertThat(this.workspace.person("a@example.com").id()).isEqualTo("1");
		assertThat(this.workspace.person("2").attributes()).containsOnly(Map.entry("a", 1));
	}

	@Test
	void identifyWhenEmailChangesByCioIdFreesTheOldOne() {
		identify("1", Map.of("email", "a@example.com"));
		String cioId = this.workspace.person("1").identifiers().get("cio_id");
		submit("identify", Map.of("cio_id", cioId), Map.of("attributes", Map.of("email", "b@example.com")));
		assertThat(this.workspace.person("a@example.com")).isNull();
		assertThat(this.workspace.person("b@example.com").id()).isEqualTo("1");
	}

	@Test
	void peopleWhenAnIdEqualsAnEmailKeepsBoth() {
		identify("a@example.com", Map.of());
		submit("identify", Map.of("email", "a@example.com"), Map.of());
		assertThat(this.workspace.people()).containsOnlyKeys("a@example.com", "email:a@example.com");
	}

	@Test
	void eventWhenIdRepeatsIsIgnoredWhoeverItIsFor() {
		event("1", "buy", "01BX5ZZKBKACTAV9WEVGEMMVRY");
		event("2", "sell", "01BX5ZZKBKACTAV9WEVGEMMVRY");
		event("2", "sell", "01BX5ZZKBKACTAV9WEVGEMMVRZ");
		assertThat(this.workspace.events()).extracting(SimulatedEvent::name).containsExactly("buy", "sell");
		assertThat(this.workspace.log().duplicateEvents()).isOne();
	}

	@Test
	void eventWithoutIdCountsEachTime() {
		submit("event", Map.of("id", "1"), Map.of("name", "buy"));
		submit("event", Map.of("id", "1"), Map.of("name", "buy"));
		assertThat(this.workspace.events()).hasSize(2)
			.extracting(SimulatedEvent::timestamp)
			.containsOnly(1_800_000_000L);
	}

	@Test
	void suppressDropsDataUntilUnsuppressed() {
		identify("1", Map.of("a", 1));
		submit("suppress", Map.of("id", "1"), Map.of());
		event("1", "dropped", "01BX5ZZKBKACTAV9WEVGEMMVRY");
		submit("add_device", Map.of("id", "1"), Map.of("device", Map.of("token", "t", "platform", "ios")));
		assertThat(this.workspace.events()).isEmpty();
		assertThat(this.workspace.person("1").devices()).isEmpty();
		submit("unsuppress", Map.of("id", "1"), Map.of());
		event("1", "kept", "01BX5ZZKBKACTAV9WEVGEMMVRZ");
		assertThat(this.workspace.person("1").events()).hasSize(1);
		assertThat(this.workspace.log().operations()).isEqualTo(6);
	}

	@Test
	void deleteForgetsThePersonUntilSeenAgain() {
		identify("1", Map.of("a", 1));
		submit("delete", Map.of("id", "1"), Map.of());
		assertThat(this.workspace.person("1").deleted()).isTrue();
		identify("1", Map.of("b", 2));
		assertThat(this.workspace.person("1").deleted()).isFalse();
		assertThat(this.workspace.person("1").attributes()).containsOnly(Map.entry("b", 2));
	}

	@Test
	void deleteWhenUnknownCreatesNobody() {
		submit("delete", Map.of("id", "1"), Map.of());
		assertThat(this.workspace.person("1")).isNull();
	}

	@Test
	void mergeWhenPrimaryIsMissingDoesNothing() {
		identify("2", Map.of("a", 1));
		submit(Map.of("type", "person", "action", "merge", "primary", Map.of("id", "1"), "secondary",
				Map.of("id", "2")));
		assertThat(this.workspace.person("2").deleted()).isFalse();
		assertThat(this.workspace.person("1")).isNull();
	}

	@Test
	void mergeWhenRepeatedChangesNothingMore() {
		identify("1", Map.of());
		identify("2", Map.of("a", 1));
		for (int i = 0; i < 2; i++) {
			submit(Map.of("type", "person", "action", "merge", "primary", Map.of("id", "1"), "secondary",
					Map.of("id", "2")));
		}
		assertThat(this.workspace.people()).containsOnlyKeys("1");
		assertThat(this.workspace.person("1").attributes()).containsEntry("a", 1);
		assertThat(this.workspace.person("2").deleted()).isTrue();
	}

	@Test
	void objectsAreIdentifiedRelatedAndDeleted() {
		Map<String, Object> acme = Map.of("object_type_id", "1", "object_id", "acme");
		List<?> ann = List.of(Map.of("identifiers", Map.of("id", "ann")));
		submit(Map.of("type", "object", "action", "identify", "identifiers", acme, "attributes",
				Map.of("name", "Acme", "x", 1), "cio_relationships", ann));
		submit(Map.of("type", "object", "action", "identify", "identifiers", acme, "attributes", Map.of("x", "")));
		assertThat(this.workspace.object("1", "acme").attributes()).containsOnly(Map.entry("name", "Acme"));
		assertThat(this.workspace.object("1", "acme").people()).containsExactly("id:ann");
		assertThat(this.workspace.person("ann").relationships()).containsExactly("1:acme");
		submit("delete_relationships", Map.of("id", "ann"),
				Map.of("cio_relationships", List.of(Map.of("identifiers", acme))));
		assertThat(this.workspace.object("1", "acme").people()).isEmpty();
		submit(Map.of("type", "object", "action", "delete", "identifiers", acme));
		assertThat(this.workspace.object("1", "acme")).isNull();
	}

	@Test
	void submitWhenNoStateIsKeptOnlyCounts() {
		Workspace counting = new Workspace(false, this.clock, Set.of());
		for (int i = 0; i < 10_000; i++) {
			counting
				.submit(operation("event", Map.of("id", "p" + i % 5000), Map.of("name", "n", "id", "e" + i % 8000)));
		}
		assertThat(counting.log().operations()).isEqualTo(10_000);
		assertThat(counting.log().distinctPeople()).isEqualTo(5000);
		assertThat(counting.log().duplicateEvents()).isEqualTo(2000);
		assertThat(counting.people()).isEmpty();
		assertThat(counting.events()).isEmpty();
	}

	private List<ItemError> identify(String id, Map<String, ?> attributes) {
		return submit("identify", Map.of("id", id), Map.of("attributes", attributes));
	}

	private void identify(String id, Map<String, ?> attributes, long timestamp) {
		submit("identify", Map.of("id", id), Map.of("attributes", attributes, "timestamp", timestamp));
	}

	private void event(String id, String name, String eventId) {
		submit("event", Map.of("id", id), Map.of("name", name, "id", eventId));
	}

	private List<ItemError> submit(String action, Map<String, ?> identifiers, Map<String, ?> more) {
		return submit(operation(action, identifiers, more));
	}

	private List<ItemError> submit(Map<String, Object> operation) {
		return this.workspace.submit(operation);
	}

	private static Map<String, Object> operation(String action, Map<String, ?> identifiers, Map<String, ?> more) {
		Map<String, Object> operation = new HashMap<>(more);
		operation.put("type", "person");
		operation.put("action", action);
		operation.put("identifiers", identifiers);
		return operation;
	}

}
