package io.github.customeriospring.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Identifier;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.app.message.TransactionalMessage;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the table of calls in {@code docs/app-api.md} with what is called.
 */
class CallTableTests {

	private static final Identifier PERSON = Identifier.id("42");

	private final List<CustomerIoRequest> requests = new ArrayList<>();

	private final CustomerIoTemplate template = new CustomerIoTemplate((request) -> {
		this.requests.add(request);
		return Mono.empty();
	});

	@Test
	void tableHasWhatIsCalled() throws IOException {
		call(this.template.messages().send(TransactionalMessage.email(PERSON).template(1).to("a@example.com").build()));
		call(this.template.messages().send(TransactionalMessage.push(PERSON).template(1).build()));
		call(this.template.messages().send(TransactionalMessage.sms(PERSON).template(1).build()));
		call(this.template.messages().send(TransactionalMessage.whatsApp(PERSON).template(1).build()));
		call(this.template.messages().send(TransactionalMessage.inApp(PERSON).template(1).build()));
		call(this.template.messages().send(TransactionalMessage.inbox(PERSON).template(1).build()));
		call(this.template.broadcasts().trigger(BroadcastTrigger.toDefaultAudience(12)));
		call(this.template.broadcasts().status(12, 7));
		call(this.template.broadcasts().errors(12, 7));
		call(this.template.identify("42", Map.of()));
		call(this.template.trackAnonymous(null, "a", Map.of()));
		assertThat(table()).containsAll(this.requests.stream().map(CallTableTests::row).toList());
	}

	private static void call(Publisher<?> call) {
		Flux.from(call).onErrorComplete().blockLast();
	}

	private static String row(CustomerIoRequest request) {
		String path = request.path();
		int query = path.indexOf('?');
		return "`" + request.method() + " " + ((query < 0) ? path : path.substring(0, query)) + "` | "
				+ request.quota().id() + " | " + (request.repeatable() ? "repeatable" : "once");
	}

	/** The rows without their first column. */
	private static Set<String> table() throws IOException {
		return Files.readAllLines(Path.of("..", "docs", "app-api.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && line.contains(" | `"))
			.map((line) -> line.substring(line.indexOf(" | `") + 3, line.lastIndexOf(" |")))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
