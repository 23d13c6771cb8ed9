package io.github.customeriospring.benchmarks.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.github.bucket4j.Bucket;
import reactor.core.publisher.Mono;

/**
 * Bucket4j's asynchronous API with a scheduled executor. It has no retry.
 */
final class Bucket4jClient implements Client {

	private final Client bare;

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

	private final Bucket bucket;

	Bucket4jClient(Client bare, int limit) {
		this.bare = bare;
		this.bucket = Bucket.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(limit).refillGreedy(limit, Duration.ofSeconds(1)))
			.build();
	}

	@Override
	public Mono<Integer> send(int call) {
		return ReactorRetry
			.around(Mono.fromFuture(() -> this.bucket.asScheduler().tryConsume(1, Duration.ofHours(1), this.scheduler))
				.then(this.bare.send(call)));
	}

	@Override
	public void close() {
		this.scheduler.shutdownNow();
		this.bare.close();
	}

}
