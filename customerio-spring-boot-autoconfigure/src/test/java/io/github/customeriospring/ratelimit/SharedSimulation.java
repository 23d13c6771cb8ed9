package io.github.customeriospring.ratelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.ratelimit.shared.SharedWindows;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

/**
 * Instances that share a limit, and a server that counts a sliding window, in virtual
 * time. A call that is refused comes back at once, as the retry does it.
 */
final class SharedSimulation implements AutoCloseable {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final SharedWindows windows = new SharedWindows(this.time);

	final List<Instance> instances = new ArrayList<>();

	final List<Throwable> failed = new ArrayList<>();

	final Random random = new Random(1);

	final int limit;

	int serverLimit;

	@Nullable Duration retryAfter;

	int refused;

	int most;

	final List<Double> refusedAt = new ArrayList<>();

	private final Deque<Long> counted = new ArrayDeque<>();

	final List<Long> acceptedAt = new ArrayList<>();

	SharedSimulation(int limit) {
		this.limit = limit;
		this.serverLimit = limit;
	}

	Instance instance() {
		return instance(() -> Duration.ofMillis(1));
	}

	Instance instance(Supplier<Duration> oneWay) {
		return instance(oneWay, () -> Duration.ofMillis(1), 0, false);
	}

	/**
	 * Start an instance.
	 * @param oneWay how long a way to or from the server takes
	 * @param toRedis the same for Redis
	 * @param known how many instances it is told of, zero for none
	 * @param stops whether it stops without Redis
	 */
	Instance instance(Supplier<Duration> oneWay, Supplier<Duration> toRedis, int known, boolean stops) {
		Instance instance = new Instance("instance-" + this.instances.size(), oneWay, toRedis, known, stops);
		this.instances.add(instance);
		return instance;
	}

	void run(double seconds) {
		this.time.advanceTimeBy(Duration.ofNanos((long) (seconds * 1e9)));
	}

	double now() {
		return nanos() / 1e9;
	}

	private long nanos() {
		return this.time.now(TimeUnit.NANOSECONDS);
	}

	long accepted(double from, double to) {
		return this.acceptedAt.stream().filter((at) -> at >= from * 1e9 && at < to * 1e9).count();
	}

	private boolean count() {
		while (!this.counted.isEmpty() && nanos() - this.counted.element() >= 1_000_000_000L) {
			this.counted.remove();
		}
		this.most = Math.max(this.most, this.counted.size() + 1);
		boolean accepts = this.counted.size() < this.serverLimit;
		if (accepts) {
			this.counted.add(nanos());
			this.acceptedAt.add(nanos());
		}
		else {
			this.refused++;
			this.refusedAt.add(now());
		}
		return accepts;
	}

	@Override
	public void close() throws IOException {
		this.time.dispose();
		this.windows.close();
	}

	final class Instance {

		final String name;

		final WaitingLine line;

		final SlidingWindowRateLimiter limiter;

		final List<Double> sentAt = new ArrayList<>();

		final List<Double> waits = new ArrayList<>();

		int accepted;

		private final Supplier<Duration> oneWay;

		/** How long requests take from their permit to their departure. */
		Duration stall = Duration.ZERO;

		int expired;

		/** Killed: it says and hears nothing any more. */
		boolean dead;

		Instance(String name, Supplier<Duration> oneWay, Supplier<Duration> toRedis, int known, boolean stops) {
			this.name = name;
			this.oneWay = oneWay;
			Duration second = Duration.ofSeconds(1);
			PermitWindow.Settings settings = new PermitWindow.Settings(Quota.TRACK, SharedSimulation.this.limit, second,
					Duration.ofMillis(2), null, known, SharedSimulation.this.time, SharedSimulation.this::nanos);
			RateLimiterConfig config = RateLimiterConfig.custom()
				.limitForPeriod(SharedSimulation.this.limit)
				.limitRefreshPeriod(second)
				.build();
			this.limiter = new SlidingWindowRateLimiter(RateLimiter.of(name, config),
					SharedSimulation.this.windows.window(settings, stops, name, toRedis, () -> this.dead),
					SharedSimulation.this::nanos);
			this.line = new Lines(SharedSimulation.this.time).bounds(100_000, Duration.ofMinutes(10), 500)
				.create(this.limiter);
		}

		/** Nothing more leaves or is heard. */
		void kill() {
			this.dead = true;
			this.line.paused = true;
		}

		void send(int calls) {
			for (int i = 0; i < calls; i++) {
				send(Priority.INTERACTIVE).subscribe((it) -> {
				}, SharedSimulation.this.failed::add);
			}
		}

		/** Keeps so many calls open. */
		void endless(int calls, Priority priority) {
			for (int i = 0; i < calls; i++) {
				again(priority);
			}
		}

		private void again(Priority priority) {
			send(priority).subscribe((it) -> again(priority), SharedSimulation.this.failed::add);
		}

		Mono<CustomerIoResponse> send(Priority priority) {
			CustomerIoRequest request = CustomerIoRequest.track("call", "/x", new byte[10]).withPriority(priority);
			return Mono.defer(() -> {
				double since = now();
				return call(request, since);
			});
		}

		private Mono<CustomerIoResponse> call(CustomerIoRequest request, double since) {
			return this.line.pass(request, Mono.defer(() -> exchange(request, since)))
				.onErrorResume(CustomerIoThrottledException.class,
						(ex) -> call(request.withAttempt(request.attempt() + 1), since));
		}

		private Mono<CustomerIoResponse> exchange(CustomerIoRequest request, double since) {
			if (!this.stall.isZero()) {
				return Mono.delay(this.stall, SharedSimulation.this.time).then(leave(request, since));
			}
			return leave(request, since);
		}

		private Mono<CustomerIoResponse> leave(CustomerIoRequest request, double since) {
			return Mono.deferContextual((context) -> {
				try {
					Departure.from(context).leaves();
				}
				catch (RuntimeException ex) {
					this.expired++;
					throw ex;
				}
				this.waits.add(now() - since);
				this.sentAt.add(now());
				return Mono.delay(this.oneWay.get(), SharedSimulation.this.time)
					.then(Mono.fromSupplier(SharedSimulation.this::count))
					.flatMap((accepted) -> Mono.delay(this.oneWay.get(), SharedSimulation.this.time)
						.then(accepted ? Mono.fromSupplier(this::accept) : Mono.error(refusal(request))));
			});
		}

		private CustomerIoResponse accept() {
			this.accepted++;
			return OK;
		}

		private CustomerIoThrottledException refusal(CustomerIoRequest request) {
			return new CustomerIoThrottledException(request, List.of(), SharedSimulation.this.retryAfter, false);
		}

	}

}
