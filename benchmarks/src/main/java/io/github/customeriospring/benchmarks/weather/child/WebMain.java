package io.github.customeriospring.benchmarks.weather.child;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A small WebFlux application with a full, paused queue.
 */
public final class WebMain {

	private WebMain() {
	}

	/**
	 * Run it.
	 * @param args where Customer.io listens, and how many operations fill the queue
	 * @throws InterruptedException if the thread was interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		int capacity = Integer.parseInt(args[1]);
		Outcomes outcomes = new Outcomes();
		TerminatedMain.printAtTheEnd(outcomes);
		CustomerIoQueue queue = OurContext.start(args[0], Map.of("customerio.queue.capacity", capacity), (beans) -> {
		}).getBean(CustomerIoQueue.class);
		queue.pause();
		for (int i = 0; i < capacity; i++) {
			outcomes.add(queue.add(Body.of(i)));
		}
		DisposableServer server = HttpServer.create()
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(
					RouterFunctions.toHttpHandler(routes(queue, outcomes, new AtomicInteger(capacity)))))
			.bindNow();
		System.out.println("ready " + server.port());
		Thread.currentThread().join();
	}

	private static RouterFunction<ServerResponse> routes(CustomerIoQueue queue, Outcomes outcomes,
			AtomicInteger people) {
		return RouterFunctions.route()
			.GET("/ping", (request) -> ServerResponse.ok().build())
			.POST("/add", (request) -> {
				TrackOperation operation = Body.of(people.getAndIncrement());
				var outcome = queue.add(operation);
				outcomes.add(outcome);
				return ServerResponse
					.status(outcome.isCompletedExceptionally() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.ACCEPTED)
					.build();
			})
			.POST("/send", (request) -> {
				Mono<Void> sending = queue.send(Body.of(people.getAndIncrement())).cache();
				outcomes.add(sending);
				return sending.then(ServerResponse.ok().build())
					.onErrorResume(CustomerIoException.class,
							(ex) -> ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).build());
			})
			.build();
	}

}
