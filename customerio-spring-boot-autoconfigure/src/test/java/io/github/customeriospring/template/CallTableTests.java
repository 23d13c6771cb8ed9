package io.github.customeriospring.template;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.app.Filter;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.app.catalog.MetricsPeriod;
import io.github.customeriospring.app.delivery.DeliveryFilter;
import io.github.customeriospring.app.export.DeliveryExport;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the table of calls in {@code docs/app-api.md} with what is called by every
 * method of every kind of operations.
 */
class CallTableTests {

	private static final Identifier PERSON = Identifier.id("42");

	/** Arguments by type; those of a filter and the like don't matter. */
	private static final Map<String, Object> ARGUMENTS = Map.ofEntries(Map.entry("long", 7L), Map.entry("int", 2),
			Map.entry("boolean", true), Map.entry("java.lang.String", "jane@example.com"),
			Map.entry("java.time.Instant", Instant.EPOCH), Map.entry("java.time.Duration", Duration.ofHours(1)),
			Map.entry("java.net.URI", URI.create("https://example.com/a")),
			Map.entry("java.util.Collection<java.lang.String>", List.of("42")),
			Map.entry("java.util.Collection<" + Identifier.class.getName() + ">", List.of(PERSON)),
			Map.entry("java.util.List<? extends java.util.Map<java.lang.String, ?>>", List.of(Map.of("a", 1))),
			Map.entry(Identifier.class.getName(), PERSON), Map.entry(Filter.class.getName(), Filter.segment(7)),
			Map.entry(DeliveryFilter.class.getName(), DeliveryFilter.all()),
			Map.entry(DeliveryExport.class.getName(), DeliveryExport.ofCampaign(7)),
			Map.entry(MetricsPeriod.class.getName(), MetricsPeriod.values()[0]),
			Map.entry(BroadcastTrigger.class.getName(), BroadcastTrigger.toDefaultAudience(12)));

	private final Set<String> calls = new TreeSet<>();

	private String operation = "";

	private final ReactiveCustomerIoTemplate template = ReactiveCustomerIoTemplate
		.of((request) -> Mono.fromRunnable(() -> add(request)));

	@Test
	void tableIsWhatIsCalled() throws Exception {
		for (Method operations : ReactiveCustomerIoTemplate.class.getDeclaredMethods()) {
			if (Modifier.isPublic(operations.getModifiers()) && operations.getParameterCount() == 0) {
				callAll(operations.getName(), operations.getReturnType(), operations.invoke(this.template));
			}
		}
		call("send", this.template.send(TransactionalMessage.email(PERSON).template(1).to("jane@example.com").build()));
		call("send", this.template.send(TransactionalMessage.push(PERSON).template(1).build()));
		call("send", this.template.send(TransactionalMessage.sms(PERSON).template(1).build()));
		call("send", this.template.send(TransactionalMessage.whatsApp(PERSON).template(1).build()));
		call("send", this.template.send(TransactionalMessage.inApp(PERSON).template(1).build()));
		call("send", this.template.send(TransactionalMessage.inbox(PERSON).template(1).build()));
		call("trigger", this.template.trigger(BroadcastTrigger.toDefaultAudience(12)));
		call("identify", this.template.identify("42", Map.of()));
		call("trackAnonymous", this.template.trackAnonymous(null, "a", Map.of()));
		assertThat(table()).containsExactlyElementsOf(this.calls);
	}

	private void callAll(String name, Class<?> type, Object operations) throws ReflectiveOperationException {
		for (Method method : type.getDeclaredMethods()) {
			List<Type> parameters = List.of(method.getGenericParameterTypes());
			// a download into a file is one into memory first
			if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
					&& !parameters.contains(Path.class)) {
				Object[] arguments = parameters.stream().map(CallTableTests::argument).toArray();
				call(name + "()." + method.getName(), (Publisher<?>) method.invoke(operations, arguments));
			}
		}
	}

	private static Object argument(Type type) {
		assertThat(ARGUMENTS).containsKey(type.getTypeName());
		return ARGUMENTS.get(type.getTypeName());
	}

	private void call(String operation, Publisher<?> call) {
		this.operation = operation;
		Flux.from(call).onErrorComplete().subscribe().dispose();
	}

	private void add(CustomerIoRequest request) {
		String path = request.path().split("\\?", 2)[0];
		this.calls.add("`" + this.operation + "` | `" + request.method() + " " + path + "` | " + request.quota().id()
				+ " | " + (request.idempotent() ? "idempotent" : "once"));
	}

	/** The rows of one operation and one path, without remarks. */
	private static Set<String> table() throws IOException {
		return Files.readAllLines(Path.of("..", "docs", "app-api.md"))
			.stream()
			.filter((line) -> line.matches("\\| `[^`]+`[^`|]*\\| `(GET|PUT|POST|DELETE) /.*"))
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::trim).toList())
			.map((cells) -> cells.get(0).substring(0, cells.get(0).lastIndexOf('`') + 1) + " | "
					+ String.join(" | ", cells.subList(1, 4)))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
