package io.github.customeriospring.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.RateLimitConfiguration;
import io.github.customeriospring.ratelimit.WaitingLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many threads send, cancel and are refused at the same time, in real time.
 */
class StressTests {

	private static final int LIMIT = 20;

	private static final Duration WINDOW = Duration.ofMillis(50);

	private static final int THREADS = 8;

	private static final int CALLS_PER_THREAD = 300;

	/** A few more than the line takes, so that some are turned away. */
	private static final int MOST_AT_ONCE = 160;

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final Scheduler scheduler = Schedulers.newSingle("stress", true);

	private final AnnotationConfigApplicationContext context = context();

	private final CustomerIoTransport transport = this.context
		.getBean("customerIoRateLimitLayer", CustomerIoLayer.class)
		.around(this::exchange);

	/** When requests left that the server counts: all but the refused ones. */
	private final Queue<Long> counted = new ConcurrentLinkedQueue<>();

	private final Queue<AtomicInteger> ends = new ConcurrentLinkedQueue<>();

	private final Semaphore room = new Semaphore(MOST_AT_ONCE);

	private final AtomicInteger throttled = new AtomicInteger();

	private final AtomicInteger cancelled = new AtomicInteger();

	@AfterEach
	void disposeScheduler() {
		this.context.close();
		this.scheduler.dispose();
	}

	@Test
	void noWindowHasMoreDeparturesThanTheLimitHoweverManyThreadsSendAndCancel() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		CountDownLatch done = new CountDownLatch(THREADS);
		for (int seed = 0; seed < THREADS; seed++) {
			Random random = new Random(seed);
			threads.execute(() -> {
				send(random);
				done.countDown();
			});
		}
		assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
		threads.shutdown();
		QuotaControl line = this.context.getBean(WaitingLines.class).line(Quota.TRACK);
		await().atMost(Duration.ofSeconds(30)).until(() -> line.waiting() == 0 && line.inFlight() == 0);
		await().untilAsserted(() -> assertThat(this.ends).allMatch((count) -> count.get() == 1));
		long[] times = this.counted.stream().mapToLong(Long::longValue).toArray();
		assertThat(WindowChecker.mostInAnyWindow(times, WINDOW.toNanos())).isLessThanOrEqualTo(LIMIT);
		assertThat(times).as("departures").hasSizeGreaterThan(LIMIT * 10);
		assertThat(this.throttled).as("refused by the server").hasPositiveValue();
		assertThat(this.cancelled).as("cancelled").hasPositiveValue();
	}

	private AnnotationConfigApplicationContext context() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues
			.of("customerio.rate-limit.track.limit=" + LIMIT,
					"customerio.rate-limit.track.window=" + WINDOW.toMillis() + "ms",
					"customerio.rate-limit.track.capacity=100", "customerio.rate-limit.track.tuning.max-in-flight=50",
					"customerio.rate-limit.pause-without-retry-after=20ms")
			.applyTo(context);
		context.registerBean("customerIoScheduler", Scheduler.class, () -> this.scheduler);
		context.registerBean(CustomerIoLifecycle.class, () -> new CustomerIoLifecycle(Duration.ZERO));
		context.register(RateLimitConfiguration.class);
		context.refresh();
		return context;
	}

	/** As fast as calls end; a third of them is cancelled while others come in. */
	private void send(Random random) {
		Disposable earlier = Disposables.disposed();
		for (int call = 0; call < CALLS_PER_THREAD; call++) {
			this.room.acquireUninterruptibly();
			Disposable latest = call(random);
			if (random.nextInt(3) == 0) {
				(random.nextBoolean() ? earlier : latest).dispose();
			}
			earlier = latest;
		}
	}

	private Disposable call(Random random) {
		AtomicInteger end = new AtomicInteger();
		this.ends.add(end);
		Priority priority = Priority.values()[random.nextInt(Priority.values().length)];
		return this.transport.send(CustomerIoRequest.track("stress", "/", new byte[0]).withPriority(priority))
			.doOnCancel(this.cancelled::incrementAndGet)
			.doFinally((signal) -> {
				end.incrementAndGet();
				this.room.release();
			})
			.timeout(Duration.ofMillis(20 + random.nextInt(400)))
			.subscribe((response) -> {
			}, (ex) -> {
			});
	}

	private Mono<CustomerIoResponse> exchange(CustomerIoRequest request) {
		return Mono.deferContextual((context) -> {
			boolean refuse = ThreadLocalRandom.current().nextInt(100) == 0;
			long now = System.nanoTime();
			Departure.from(context).leaves();
			if (refuse) {
				this.throttled.incrementAndGet();
			}
			else {
				this.counted.add(now);
			}
			Mono<CustomerIoResponse> answer = refuse
					? Mono.error(() -> new CustomerIoThrottledException(request, List.of(), null, false))
					: Mono.just(OK);
			return Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextInt(6))).then(answer);
		});
	}

}
