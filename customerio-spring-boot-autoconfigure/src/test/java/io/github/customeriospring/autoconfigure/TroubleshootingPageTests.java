package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.autoconfigure.CustomerIoCredentialsFailureAnalyzer.CredentialsException;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that {@code docs/troubleshooting.md} says what people read who do something
 * wrong. Run with {@code -Dtroubleshooting.page=write} to write it anew.
 */
class TroubleshootingPageTests {

	private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder());

	private final Map<String, String> configurations = new LinkedHashMap<>();

	private final Map<String, String> inputs = new LinkedHashMap<>();

	private final Map<String, String> calls = new LinkedHashMap<>();

	@Test
	void pageSaysWhatPeopleRead() throws IOException {
		misconfigure();
		passWrongInput();
		callInVain();
		String page = """
				# What it says when something is wrong

				Written by a test that does each of these (`TroubleshootingPageTests`).

				## The application does not start

				| what was configured | what it says |
				|---|---|
				%s
				## Input that is refused before anything is sent (`IllegalArgumentException`)

				| what was called | what it says |
				|---|---|
				%s
				## Calls that fail (`CustomerIoException`)

				| what happened | what it says |
				|---|---|
				%s
				See [outage](outage.md) for what happens when Customer.io is away, and [all properties](properties.md).
				""".formatted(rows(this.configurations), rows(this.inputs), rows(this.calls));
		if ("write".equals(System.getProperty("troubleshooting.page"))) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).hasContent(page);
		assertThat(this.configurations.size() + this.inputs.size() + this.calls.size()).isGreaterThan(20);
	}

	private void misconfigure() {
		fails("nothing");
		fails("`site-id` alone", "customerio.site-id=site");
		fails("`site-id: ${CUSTOMERIO_SITE_ID}`, and no such variable", "customerio.site-id=${CUSTOMERIO_SITE_ID}",
				"customerio.api-key=${CUSTOMERIO_API_KEY}");
		fails("a key with a line break inside", "customerio.site-id=site", "customerio.api-key=a\nb");
		fails("`site-id: \"site:key\"`", "customerio.site-id=site:key", "customerio.api-key=key");
		invalid("`rate-limit.track.window: 1`", "customerio.rate-limit.track.window=1");
		invalid("`rate-limit.track.limit: 0`", "customerio.rate-limit.track.limit=0");
		invalid("`response-timeout: 10`", "customerio.response-timeout=10");
		invalid("`call-timeout: 2`", "customerio.call-timeout=2");
		invalid("`track.url: track.customer.io`", "customerio.track.url=track.customer.io");
		invalid("`track.url: https://user:pass@host`", "customerio.track.url=https://user:pass@host");
		invalid("`ssl.bundle: none`, and no such bundle", "customerio.ssl.bundle=none");
		invalid("`rate-limit.track.tuning.burst: 5`", "customerio.rate-limit.track.tuning.burst=5");
		invalid("`queue.batch-size: 0`", "customerio.queue.batch-size=0");
		invalid("`queue.max-bytes: 0B`", "customerio.queue.max-bytes=0B");
		invalid("`retry.max-retries: -1`", "customerio.retry.max-retries=-1");
	}

	private void fails(String what, String... properties) {
		CustomerIoContextRunner.withoutCredentials().withPropertyValues(properties).run((context) -> {
			Throwable root = NestedExceptionUtils.getRootCause(context.getStartupFailure());
			assertThat(root).isInstanceOf(CredentialsException.class);
			var analysis = new CustomerIoCredentialsFailureAnalyzer().analyze(root);
			this.configurations.put(what,
					analysis.getDescription() + " *" + analysis.getAction().split("\\. ")[0] + ".*");
		});
	}

	private void invalid(String what, String property) {
		CustomerIoContextRunner.create().withPropertyValues(property).run((context) -> {
			Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			this.configurations.put(what, String.valueOf(root.getMessage()));
		});
	}

	private void passWrongInput() {
		refused("`identify(\"\", …)`", () -> TrackOperation.identify("", Map.of()));
		refused("an id with a no-break space at its end", () -> Identifier.id("42\u00a0"));
		refused("an address without @", () -> Identifier.email("jane"));
		refused("an attribute that is NaN", () -> TrackOperation.identify("42", Map.of("score", Double.NaN)));
		refused("an attribute of 2,000 characters",
				() -> TrackOperation.identify("42", Map.of("bio", "x".repeat(2000))));
		refused("a text as attributes", () -> TrackOperation.identify("42", "pro"));
		refused("the name of an event of 150 characters", () -> TrackOperation.event("42", "x".repeat(150)));
		refused("an event of 40 KB", () -> TrackOperation.event("42", "a", Map.of("text", "x".repeat(40_000))));
		refused("`merge` of a person with itself",
				() -> TrackOperation.person(Identifier.id("42")).merge(Identifier.id("42")));
		refused("a message without a template", () -> TransactionalMessage.push(Identifier.id("42")).build());
	}

	private void refused(String what, ThrowingCallable call) {
		Throwable thrown = catchThrowable(call);
		assertThat(thrown).as(what).isInstanceOf(IllegalArgumentException.class);
		this.inputs.put(what, String.valueOf(thrown.getMessage()));
	}

	private void callInVain() {
		ApplicationContextRunner runner = CustomerIoContextRunner.create(this.customerIo.simulator())
			.withPropertyValues("customerio.retry.max-retries=0");
		fails(runner.withPropertyValues("customerio.api-key=other"), "the key is wrong",
				(context) -> template(context).identify("42", Map.of()));
		fails(CustomerIoContextRunner.withoutCredentials().withPropertyValues("customerio.app-api-key=app"),
				"an event, with `app-api-key` alone", (context) -> template(context).track("42", "a"));
		fails(runner, "Customer.io answers 503, and the call was a message", (context) -> {
			this.customerIo.simulator().faults().next(1, Fault.status(503));
			template(context).send(TransactionalMessage.push(Identifier.id("42")).template(1).build());
		});
		fails(runner.withPropertyValues("customerio.call-timeout=50ms"), "no answer within `call-timeout`",
				(context) -> {
					this.customerIo.simulator().faults().next(1, Fault.noAnswer());
					template(context).identify("42", Map.of());
				});
		fails(runner.withPropertyValues("customerio.rate-limit.track.limit=1", "customerio.rate-limit.track.window=1h",
				"customerio.rate-limit.track.max-wait=0s"),
				"the limit is used up, and `max-wait` is shorter than the wait", (context) -> {
					template(context).identify("42", Map.of());
					template(context).identify("42", Map.of());
				});
		fails(runner, "the blocking template is used on an event loop",
				(context) -> Mono.fromRunnable(() -> template(context).delete("42"))
					.subscribeOn(Schedulers.newSingle("event-loop"))
					.block(Duration.ofSeconds(20)));
		fails(runner.withPropertyValues("customerio.queue.capacity=1"), "the queue is full", (context) -> {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			queue.add(TrackOperation.event("42", "a"));
			queue.add(TrackOperation.event("42", "b")).join();
		});
	}

	private void fails(ApplicationContextRunner runner, String what, Consumer<ApplicationContext> call) {
		runner.run((context) -> {
			Throwable thrown = catchThrowable(() -> call.accept(context));
			assertThat(thrown).as(what).isNotNull();
			Throwable told = (thrown instanceof CompletionException) ? thrown.getCause() : thrown;
			this.calls.put(what, String.valueOf(told.getMessage()));
		});
	}

	private static CustomerIoTemplate template(ApplicationContext context) {
		return context.getBean(CustomerIoTemplate.class);
	}

	/** What differs from run to run is left out. */
	private static String rows(Map<String, String> messages) {
		List<String> rows = messages.entrySet()
			.stream()
			.map((message) -> "| " + message.getKey() + " | "
					+ message.getValue()
						.replaceAll("127\\.0\\.0\\.1:\\d+", "…")
						.replaceAll("event-loop-\\d+", "event-loop-1")
						.replaceAll("it took \\d+ ms so far, .*?, the limit is", "…, the limit is")
						.replace("|", "\\|")
						.replace("\n", " ")
					+ " |\n")
			.toList();
		return String.join("", rows);
	}

}
