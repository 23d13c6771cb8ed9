package io.github.customeriospring.app.message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.contract.Contract;
import io.github.customeriospring.simulator.contract.Contract.Body;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that messages are refused exactly where the {@link Contract} says so. Each field
 * of a body is said by the builder's method of its name; what no method takes cannot be
 * said, and so cannot be sent.
 */
class MessageContractTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
	};

	@Test
	void messagesAgreeWithEveryFact() throws Exception {
		List<String> disagreements = new ArrayList<>();
		List<String> unsaid = new ArrayList<>();
		int valid = 0;
		int invalid = 0;
		for (Body body : bodies()) {
			boolean sent = false;
			try {
				sent = send(body);
			}
			catch (IllegalArgumentException ex) {
				disagreements.addAll(body.valid() ? List.of("Refused: " + body + ", " + ex.getMessage()) : List.of());
			}
			if (sent && !body.valid()) {
				disagreements.add("Taken: " + body);
			}
			if (!sent && body.valid()) {
				unsaid.add(body.operation().name() + ", " + body.fact().field());
			}
			valid += body.valid() ? 1 : 0;
			invalid += body.valid() ? 0 : 1;
		}
		assertThat(disagreements).isEmpty();
		// "typically not needed", says Customer.io, and no SDK has it
		assertThat(unsaid).containsOnly("send inbox message, to");
		assertThat(valid).isGreaterThan(80);
		assertThat(invalid).isGreaterThan(150);
	}

	/** The size of the whole is of what is sent, which no field says. */
	private static List<Body> bodies() {
		return Contract.read()
			.bodies()
			.stream()
			.filter((body) -> body.operation().path().startsWith("/v1/send/"))
			.filter((body) -> !body.fact().rule().equals("max-body-bytes"))
			.toList();
	}

	/**
	 * Say a body in Java.
	 * @return whether it can be said
	 * @throws IllegalArgumentException if the client refuses it
	 */
	private static boolean send(Body body) throws Exception {
		Map<String, Object> fields = MAPPER.readValue(body.json(), OBJECT);
		if (!(fields.remove("identifiers") instanceof Map<?, ?> identifiers) || identifiers.size() != 1
				|| !(identifiers.values().iterator().next() instanceof String value)) {
			return false;
		}
		MessageBuilder<?> builder = builder(body.operation().path(),
				new Identifier(String.valueOf(identifiers.keySet().iterator().next()), value));
		for (Map.Entry<String, Object> field : fields.entrySet()) {
			boolean said = field.getKey().equals("attachments") ? attach(builder, field.getValue())
					: set(builder, methodName(field.getKey()), field.getValue());
			if (!said) {
				return false;
			}
		}
		builder.build();
		return true;
	}

	private static MessageBuilder<?> builder(String path, Identifier person) {
		return switch (path.substring("/v1/send/".length())) {
			case "email" -> TransactionalMessage.email(person);
			case "push" -> TransactionalMessage.push(person);
			case "sms" -> TransactionalMessage.sms(person);
			case "in_app" -> TransactionalMessage.inApp(person);
			case "inbox_message" -> TransactionalMessage.inbox(person);
			default -> throw new IllegalStateException("Unknown channel " + path);
		};
	}

	private static String methodName(String field) {
		String[] words = field.equals("transactional_message_id") ? new String[] { "template" } : field.split("_");
		StringBuilder name = new StringBuilder(words[0]);
		for (int i = 1; i < words.length; i++) {
			name.append(StringUtils.capitalize(words[i]));
		}
		return name.toString();
	}

	private static boolean attach(MessageBuilder<?> builder, Object value) {
		if (!(value instanceof Map<?, ?> attachments)) {
			return false;
		}
		attachments.forEach((name, content) -> ((EmailBuilder) builder).attach(String.valueOf(name),
				Base64.getDecoder().decode(String.valueOf(content))));
		return true;
	}

	private static boolean set(MessageBuilder<?> builder, String name, Object value) throws Exception {
		for (Method method : builder.getClass().getMethods()) {
			if (method.getName().equals(name) && method.getParameterCount() == 1) {
				Object argument = argument(method.getParameterTypes()[0], value);
				if (argument != null) {
					try {
						method.invoke(builder, argument);
						return true;
					}
					catch (InvocationTargetException ex) {
						throw (Exception) ex.getCause();
					}
				}
			}
		}
		return false;
	}

	private static @Nullable Object argument(Class<?> type, Object value) {
		if (type == String[].class) {
			return (value instanceof String text) ? text.split(",") : null;
		}
		if (type == Instant.class) {
			return (value instanceof Integer seconds) ? Instant.ofEpochSecond(seconds) : null;
		}
		if (type == boolean.class || type == int.class) {
			return (value instanceof Boolean == (type == boolean.class)
					&& value instanceof Integer == (type == int.class)) ? value : null;
		}
		return type.isInstance(value) ? value : null;
	}

}
