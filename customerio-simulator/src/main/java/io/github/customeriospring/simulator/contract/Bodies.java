package io.github.customeriospring.simulator.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.customeriospring.simulator.contract.Contract.Body;
import io.github.customeriospring.simulator.contract.Contract.Fact;
import io.github.customeriospring.simulator.contract.Contract.Operation;
import io.github.customeriospring.simulator.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Generates bodies from the facts of an operation. Each is the example with a single
 * change.
 */
final class Bodies {

	private static final Map<String, String> IDENTIFIERS = Map.of("id", "42", "email", "a@example.com", "phone",
			"+15555550100", "cio_id", "30000000001", "anonymous_id", "v1");

	// valid values of each type; numbers as text are omitted, because libraries send them
	private static final Map<String, List<Object>> SAMPLES = Map.of("string", List.of("text"), "integer",
			List.of(1_700_000_000), "boolean", List.of(true, false), "object", List.of(Map.of("a", "text")), "array",
			List.of(List.of()));

	// fields that do not accept arbitrary text
	private static final Map<String, String> ADDRESSES = Map.of("cc", "b@example.com", "bcc", "b@example.com");

	private static final Map<String, List<Object>> WRONG = Map.of("string", List.of(true, List.of(), Map.of()),
			"integer", List.of("text", 1.5, true), "boolean", List.of("yes", 1), "object",
			List.of(List.of(), "text", 1), "array", List.of(Map.of(), "text", 1));

	private final Operation operation;

	private final List<Body> bodies = new ArrayList<>();

	private Bodies(Operation operation) {
		this.operation = operation;
	}

	static List<Body> of(Operation operation) {
		Bodies made = new Bodies(operation);
		operation.facts().forEach(made::make);
		return made.bodies;
	}

	private void make(Fact fact) {
		switch (fact.rule()) {
			case "required" -> {
				valid(fact, value(fact.field()));
				invalid(fact, null, "");
			}
			case "type" -> {
				String type = String.valueOf(fact.value());
				Object address = ADDRESSES.get(fact.field());
				Object known = (address != null) ? address : value(fact.field());
				(known != null ? List.of(known) : SAMPLES.getOrDefault(type, List.of()))
					.forEach((sample) -> valid(fact, sample));
				WRONG.getOrDefault(type, List.of()).forEach((wrong) -> invalid(fact, wrong));
			}
			case "enum" -> {
				list(fact).forEach((allowed) -> valid(fact, allowed));
				invalid(fact, "nothing", List.of());
			}
			case "one-of" -> oneOf(fact);
			case "also" -> valid(fact, identifier(String.valueOf(fact.value())));
			case "format" -> format(fact);
			case "seconds" -> {
				List<?> bounds = list(fact);
				long min = ((Number) bounds.get(0)).longValue();
				long max = ((Number) bounds.get(1)).longValue();
				valid(fact, min, max);
				invalid(fact, min - 1, max + 1);
			}
			case "min-items" -> invalid(fact, List.of());
			case "max-items" -> {
				Object item = ((List<?>) Objects.requireNonNull(value(fact.field()))).get(0);
				valid(fact, Collections.nCopies(number(fact), item));
				invalid(fact, Collections.nCopies(number(fact) + 1, item));
			}
			case "max-recipients" -> {
				valid(fact, String.join(",", Collections.nCopies(number(fact), "a@example.com")));
				invalid(fact, String.join(",", Collections.nCopies(number(fact) + 1, "a@example.com")));
			}
			case "max-properties" -> {
				valid(fact, properties(number(fact)));
				invalid(fact, properties(number(fact) + 1));
			}
			case "max-name-bytes" -> {
				valid(fact, Map.of("x".repeat(number(fact)), "a"), Map.of("é".repeat(number(fact) / 2), "a"));
				invalid(fact, Map.of("x".repeat(number(fact) + 1), "a"), Map.of("é".repeat(number(fact) / 2 + 1), "a"));
			}
			case "max-bytes" -> bytes(fact);
			case "max-body-bytes" -> {
				add(fact, padded(number(fact)), true);
				add(fact, padded(number(fact) + 1), false);
			}
			default -> throw new IllegalStateException("Unknown rule " + fact);
		}
	}

	private void oneOf(Fact fact) {
		List<?> types = list(fact);
		types.forEach((type) -> {
			valid(fact, identifier(String.valueOf(type)));
			invalid(fact, Map.of(type, ""), Collections.singletonMap(type, null));
		});
		invalid(fact, Map.of(), Map.of("nothing", "42"), Map.of("id", "42", "email", "a@example.com"));
		if (!types.contains("phone")) {
			invalid(fact, identifier("phone"));
		}
	}

	private void format(Fact fact) {
		if ("line".equals(fact.value())) {
			valid(fact, "ACME", "72345", "+15555550100");
			invalid(fact, " ", "AC\nME");
		}
		else {
			valid(fact, "+15555550100", "{{customer.phone}}");
			invalid(fact, "555", "ACME");
		}
	}

	/**
	 * The size of a text is that of its UTF-8, the size of an object is that of its JSON.
	 * Attachments are in Base64, whose length is a multiple of four.
	 */
	private void bytes(Fact fact) {
		int max = number(fact);
		if (fact.field().startsWith("attachments")) {
			valid(fact, "x".repeat(max / 4 * 4));
			invalid(fact, "x".repeat(max / 4 * 4 + 4));
		}
		else if (fact.field().equals("data")) {
			int frame = Json.bytes(Map.of("a", "")).length;
			valid(fact, Map.of("a", "x".repeat(max - frame)));
			invalid(fact, Map.of("a", "x".repeat(max - frame + 1)));
		}
		else {
			valid(fact, "x".repeat(max), "é".repeat(max / 2));
			invalid(fact, "x".repeat(max + 1), "é".repeat(max / 2 + 1));
		}
	}

	private void valid(Fact fact, @Nullable Object... values) {
		Arrays.asList(values).forEach((value) -> add(fact, with(fact.field(), value), true));
	}

	private void invalid(Fact fact, @Nullable Object... values) {
		Arrays.asList(values).forEach((value) -> add(fact, with(fact.field(), value), false));
	}

	private void add(Fact fact, Map<String, @Nullable Object> body, boolean valid) {
		this.bodies.add(new Body(this.operation, new String(Json.bytes(body), StandardCharsets.UTF_8), valid, fact));
	}

	private @Nullable Object value(String field) {
		Object value = this.operation.example();
		for (String name : field.split("\\.")) {
			value = (value instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return value;
	}

	/**
	 * The example with a different value for one field; {@code null} removes the field.
	 */
	private Map<String, @Nullable Object> with(String field, @Nullable Object value) {
		return with(this.operation.example(), field, value);
	}

	private static Map<String, @Nullable Object> with(@Nullable Object parent, String field, @Nullable Object value) {
		Map<String, @Nullable Object> changed = new LinkedHashMap<>();
		if (parent instanceof Map<?, ?> map) {
			map.forEach((name, known) -> changed.put(String.valueOf(name), known));
		}
		int dot = field.indexOf('.');
		String name = ((dot < 0) ? field : field.substring(0, dot)).replace("*", "a");
		if (dot >= 0) {
			changed.put(name, with(changed.get(name), field.substring(dot + 1), value));
		}
		else if (value == null) {
			changed.remove(name);
		}
		else {
			changed.put(name, value);
		}
		return changed;
	}

	private Map<String, @Nullable Object> padded(int bytes) {
		int frame = Json.bytes(with("padding", "")).length;
		return with("padding", "x".repeat(bytes - frame));
	}

	private static Map<String, Object> properties(int count) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			properties.put("a" + i, i);
		}
		return properties;
	}

	private static Map<String, String> identifier(String type) {
		return Map.of(type, IDENTIFIERS.getOrDefault(type, "42"));
	}

	private static List<?> list(Fact fact) {
		return (List<?>) Objects.requireNonNull(fact.value());
	}

	private static int number(Fact fact) {
		return ((Number) Objects.requireNonNull(fact.value())).intValue();
	}

}
