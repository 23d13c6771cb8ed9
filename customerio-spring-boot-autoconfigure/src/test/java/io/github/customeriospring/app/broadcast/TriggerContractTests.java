package io.github.customeriospring.app.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.contract.Contract;
import io.github.customeriospring.simulator.contract.Contract.Body;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that triggers are refused exactly where the {@link Contract} says so. What Java
 * has no words for cannot be sent.
 */
class TriggerContractTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
	};

	@Test
	void triggersAgreeWithEveryFact() {
		List<String> disagreements = new ArrayList<>();
		int valid = 0;
		int invalid = 0;
		for (Body body : Contract.read().bodies()) {
			if (body.operation().path().endsWith("/triggers")) {
				boolean taken = isTaken(MAPPER.readValue(body.json(), OBJECT));
				if (taken != body.valid()) {
					disagreements.add((taken ? "Taken: " : "Refused: ") + body);
				}
				valid += body.valid() ? 1 : 0;
				invalid += body.valid() ? 0 : 1;
			}
		}
		assertThat(disagreements).isEmpty();
		assertThat(valid).isGreaterThan(10);
		assertThat(invalid).isGreaterThan(20);
	}

	private static boolean isTaken(Map<String, Object> body) {
		try {
			BroadcastTrigger trigger = audience(body);
			for (Map.Entry<String, Object> field : body.entrySet()) {
				trigger = switch (field.getKey()) {
					case "data" -> trigger.withData(field.getValue());
					case "email_ignore_missing" ->
						(boolean) field.getValue() ? trigger.ignoringMissingEmails() : trigger;
					case "email_add_duplicates" ->
						(boolean) field.getValue() ? trigger.addingDuplicateEmails() : trigger;
					case "id_ignore_missing" -> (boolean) field.getValue() ? trigger.ignoringMissingIds() : trigger;
					default -> trigger;
				};
			}
			return trigger.toRequest().body() != null;
		}
		catch (ClassCastException | IllegalArgumentException ex) {
			return false;
		}
	}

	@SuppressWarnings("unchecked")
	private static BroadcastTrigger audience(Map<String, Object> body) {
		if (body.containsKey("emails")) {
			return BroadcastTrigger.toEmails(12, (List<String>) body.get("emails"));
		}
		return body.containsKey("ids") ? BroadcastTrigger.toIds(12, (List<String>) body.get("ids"))
				: BroadcastTrigger.toDefaultAudience(12);
	}

}
