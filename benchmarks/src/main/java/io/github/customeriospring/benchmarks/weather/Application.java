package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetter;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application in this process, and its server in another, both warm.
 */
final class Application implements AutoCloseable {

	private static final int MOST_WARM_UPS = 5;

	private static final int WARM_UP_OPERATIONS = 20_000;

	private static final int WARM_UP_CALLS = 90;

	private final ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));

	private final List<DeadLetter> deadLetters = Collections.synchronizedList(new ArrayList<>());

	private final ConfigurableApplicationContext context;

	private Application(Map<String, Object> properties) {
		this.context = OurContext.start(this.server.url(), properties,
				(context) -> context.registerBean(DeadLetterListener.class, () -> this.deadLetters::add));
	}

	static Application start(Map<String, Object> properties) throws InterruptedException {
		Application application = new Application(properties);
		application.warmUp();
		return application;
	}

	/** Again if classes were so cold that a call timed out; lets its permits end. */
	private void warmUp() throws InterruptedException {
		for (int i = 0; i < MOST_WARM_UPS && !isWarm(); i++) {
			Thread.sleep(1000);
		}
		Thread.sleep(2000);
		this.deadLetters.clear();
		this.server.forget();
		this.server.mark();
	}

	private boolean isWarm() throws InterruptedException {
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < WARM_UP_OPERATIONS; i++) {
			outcomes.add(queue().add(operation(i)));
		}
		outcomes.await(Duration.ofMinutes(1));
		for (int i = 0; i < WARM_UP_CALLS; i++) {
			outcomes.add(template().send(operation(i)));
		}
		outcomes.await(Duration.ofMinutes(1));
		return outcomes.areAllAccepted();
	}

	/** An operation about a person of this number. */
	static TrackOperation operation(int person) {
		return Body.of(person);
	}

	ServerProcess server() {
		return this.server;
	}

	CustomerIoQueue queue() {
		return this.context.getBean(CustomerIoQueue.class);
	}

	ReactiveCustomerIoTemplate template() {
		return this.context.getBean(ReactiveCustomerIoTemplate.class);
	}

	List<DeadLetter> deadLetters() {
		return this.deadLetters;
	}

	@Override
	public void close() {
		this.context.close();
		this.server.close();
	}

}
