package io.github.customeriospring.app.broadcast;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.Filter;
import io.github.customeriospring.app.Recordings;
import io.github.customeriospring.operation.Identifier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BroadcastTriggerTests {

	private static final Map<String, ?> DATA = Map.of("first_name", "Zoë", "order",
			Map.of("total", 9.5, "items", List.of("a", "b")));

	private static final List<String> EMAILS = List.of("person@example.com", "second@example.com");

	private static final URI FILE = URI.create("https://example.com/people.jsonl");

	private static final Filter FILTER = Filter.and(Filter.segment(7),
			Filter.or(Filter.attribute("plan", "pro"), Filter.not(Filter.hasAttribute("churned"))));

	static Stream<Arguments> recorded() {
		Map<Identifier, Map<String, ?>> people = new LinkedHashMap<>();
		people.put(Identifier.id("42"), Map.of("voucher", "a"));
		people.put(Identifier.email("person@example.com"), Map.of("voucher", "b"));
		return Stream.of(Arguments.of("triggerBroadcast", BroadcastTrigger.toDefaultAudience(12)),
				Arguments.of("triggerBroadcastWithData", BroadcastTrigger.toDefaultAudience(12).withData(DATA)),
				Arguments.of("triggerBroadcastForFilter", BroadcastTrigger.toRecipients(12, FILTER).withData(DATA)),
				Arguments.of("triggerBroadcastForEmails",
						BroadcastTrigger.toEmails(12, EMAILS)
							.withData(DATA)
							.ignoringMissingEmails()
							.addingDuplicateEmails()),
				Arguments.of("triggerBroadcastForIds",
						BroadcastTrigger.toIds(12, List.of("42", "43")).withData(DATA).ignoringMissingIds()),
				Arguments.of("triggerBroadcastForPerUserData",
						BroadcastTrigger.toPeople(12, people)
							.ignoringMissingIds()
							.ignoringMissingEmails()
							.addingDuplicateEmails()),
				Arguments.of("triggerBroadcastForDataFile",
						BroadcastTrigger.toDataFile(12, FILE).withData(DATA).ignoringMissingIds()));
	}

	@ParameterizedTest
	@MethodSource("recorded")
	void requestIsThatOfTheOfficialClient(String name, BroadcastTrigger trigger) {
		CustomerIoRequest request = trigger.toRequest();
		Recordings.assertSame(name, request);
		assertThat(request.quota()).isEqualTo(Quota.BROADCAST);
		assertThat(request.idempotent()).isFalse();
	}

	static Stream<ThrowingCallable> badInput() {
		BroadcastTrigger byDefault = BroadcastTrigger.toDefaultAudience(1);
		BroadcastTrigger byFilter = BroadcastTrigger.toRecipients(1, FILTER);
		BroadcastTrigger byEmail = BroadcastTrigger.toEmails(1, EMAILS);
		BroadcastTrigger byId = BroadcastTrigger.toIds(1, List.of("42"));
		return Stream.of(() -> BroadcastTrigger.toDefaultAudience(0), () -> BroadcastTrigger.toRecipients(1, null),
				() -> BroadcastTrigger.toEmails(1, List.of()), () -> BroadcastTrigger.toEmails(1, List.of("jane")),
				() -> BroadcastTrigger.toEmails(1, null), () -> BroadcastTrigger.toIds(1, List.of("")),
				() -> BroadcastTrigger.toIds(1, Arrays.asList("1", null)),
				() -> BroadcastTrigger.toIds(1, Collections.nCopies(10_001, "42")),
				() -> BroadcastTrigger.toPeople(1, Map.of()),
				() -> BroadcastTrigger.toPeople(1, Map.of(Identifier.cioId("a"), Map.of())),
				() -> BroadcastTrigger.toPeople(1, Map.of(Identifier.id("a"), Map.of("a", Double.NaN))),
				() -> BroadcastTrigger.toDataFile(1, URI.create("ftp://example.com/a")),
				() -> BroadcastTrigger.toDataFile(1, URI.create("/a")), byDefault::ignoringMissingEmails,
				byDefault::ignoringMissingIds, byDefault::addingDuplicateEmails, byFilter::ignoringMissingEmails,
				byFilter::ignoringMissingIds, byFilter::addingDuplicateEmails, byEmail::ignoringMissingIds,
				byId::ignoringMissingEmails, byId::addingDuplicateEmails, () -> byDefault.withData(null),
				() -> byDefault.withData("text"));
	}

	@ParameterizedTest
	@MethodSource("badInput")
	void badInputIsRefusedAtOnce(ThrowingCallable input) {
		assertThatIllegalArgumentException().isThrownBy(input);
	}

	@Test
	void peopleAreAtMost10000() {
		assertThat(BroadcastTrigger.toIds(1, Collections.nCopies(10_000, "42")).toRequest()).isNotNull();
	}

	@Test
	void dataHaveAtMost50000Bytes() {
		BroadcastTrigger trigger = BroadcastTrigger.toDefaultAudience(1);
		int around = "{'a':''}".length();
		assertThat(trigger.withData(Map.of("a", "x".repeat(50_000 - around)))).isNotNull();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> trigger.withData(Map.of("a", "x".repeat(50_001 - around))))
			.withMessage("'data' must have at most 50000 bytes of JSON");
	}

	@Test
	void triggerHasAtMost25Megabytes() {
		Map<Identifier, Map<String, ?>> people = new HashMap<>();
		Map<String, ?> data = Map.of("a", "x".repeat(2600));
		for (int i = 0; i < 10_000; i++) {
			people.put(Identifier.id("person" + i), data);
		}
		BroadcastTrigger trigger = BroadcastTrigger.toPeople(1, people);
		assertThatIllegalArgumentException().isThrownBy(trigger::toRequest)
			.withMessage("A trigger must have at most 25000000 bytes of JSON");
	}

	@Test
	void triggerStaysAsItWas() {
		BroadcastTrigger trigger = BroadcastTrigger.toIds(12, List.of("42", "43"));
		trigger.withData(DATA).ignoringMissingIds();
		assertThat(trigger.toRequest().bodyAsString()).isEqualTo("{\"ids\":[\"42\",\"43\"]}");
		assertThat(trigger).hasToString("broadcast 12 to ids");
	}

}
