package io.github.customeriospring.benchmarks.shared;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.RemoteAsyncBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.benchmarks.client.BareClient;
import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.Client;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.lettuce.core.RedisClient;
import org.redisson.Redisson;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * One instance of a client whose limit is shared with other instances.
 */
enum Kind {

	OURS("**this starter**") {

		@Override
		Client start(String url, String redis, int limit, int instances) {
			return ours(url, redis, limit, Distance.NONE);
		}

	},

	/** To see what the machine can do. */
	ALONE("this starter, one instance without Redis") {

		@Override
		Client start(String url, String redis, int limit, int instances) {
			return ours(url, limit, Map.of(), Distance.NONE);
		}

	},

	REDISSON("Redisson `RRateLimiter`") {

		@Override
		Client start(String url, String redis, int limit, int instances) {
			Config config = new Config();
			config.useSingleServer().setAddress(redis).setConnectionMinimumIdleSize(1);
			RedissonClient redisson = Redisson.create(config);
			RRateLimiter limiter = redisson.getRateLimiter("peer");
			limiter.trySetRate(RateType.OVERALL, limit, Duration.ofSeconds(1));
			return limited(url, Mono.fromCompletionStage(() -> limiter.acquireAsync(1)), redisson::shutdown);
		}

	},

	BUCKET4J("Bucket4j on Lettuce") {

		@Override
		Client start(String url, String redis, int limit, int instances) {
			return bucket(url, redis, limit, false);
		}

	},

	BUCKET4J_BATCHING("Bucket4j on Lettuce, batching") {

		@Override
		Client start(String url, String redis, int limit, int instances) {
			return bucket(url, redis, limit, true);
		}

	},

	RESILIENCE4J("Resilience4j, the limit divided") {

		@Override
		Client start(String url, String redis, int limit, int instances) {
			RateLimiter limiter = RateLimiter.of("peer",
					RateLimiterConfig.custom()
						.limitForPeriod(limit / instances)
						.limitRefreshPeriod(Duration.ofSeconds(1))
						.timeoutDuration(Duration.ofHours(1))
						.build());
			return limited(url, Mono.just(true).transformDeferred(RateLimiterOperator.of(limiter)), () -> {
			});
		}

	};

	private final String title;

	Kind(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	abstract Client start(String url, String redis, int limit, int instances);

	static Client ours(String url, String redis, int limit, Distance distance) {
		return ours(url, limit, Map.of("spring.data.redis.url", redis, "customerio.rate-limit.shared.enabled", true),
				distance);
	}

	static Client ours(String url, int limit, Map<String, Object> more, Distance distance) {
		Map<String, Object> properties = new HashMap<>(more);
		properties.put("customerio.rate-limit.track.limit", limit);
		properties.put("customerio.rate-limit.track.max-wait", "10m");
		properties.put("customerio.rate-limit.track.capacity", 100_000);
		ConfigurableApplicationContext context = OurContext.start(url, properties, distance::register);
		CustomerIoTransport transport = context.getBean(CustomerIoTransport.class);
		return new Client() {

			@Override
			public Mono<Integer> send(int call) {
				return send(call, Priority.INTERACTIVE);
			}

			@Override
			public Mono<Integer> sendInBackground(int call) {
				return send(call, Priority.BULK);
			}

			private Mono<Integer> send(int call, Priority priority) {
				return transport
					.send(CustomerIoRequest.track("identify", "/api/v2/entity", Body.of(call).toBytes())
						.withPriority(priority))
					.thenReturn(call);
			}

			@Override
			public void close() {
				context.close();
			}

		};
	}

	private static Client bucket(String url, String redis, int limit, boolean batching) {
		RedisClient client = RedisClient.create(redis);
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		BucketConfiguration configuration = BucketConfiguration.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(limit).refillGreedy(limit, Duration.ofSeconds(1)))
			.build();
		RemoteAsyncBucketBuilder<byte[]> builder = Bucket4jLettuce.casBasedBuilder(client).build().asAsync().builder();
		AsyncBucketProxy bucket = (batching ? builder.withOptimization(Optimizations.batching()) : builder)
			.build(new byte[] { 1 }, () -> java.util.concurrent.CompletableFuture.completedFuture(configuration));
		return limited(url, Mono.fromFuture(() -> bucket.asScheduler().consume(1, timer)), () -> {
			timer.shutdownNow();
			client.shutdown();
		});
	}

	/** As the others it repeats what was refused, but with a longer breath. */
	private static Client limited(String url, Mono<?> permit, Runnable close) {
		BareClient bare = new BareClient(url, (request, next) -> next.exchange(request));
		return new Client() {

			@Override
			public Mono<Integer> send(int call) {
				return permit.then(bare.send(call)).retryWhen(Retry.backoff(3, Duration.ofSeconds(1)));
			}

			@Override
			public void close() {
				bare.close();
				close.run();
			}

		};
	}

}
