package io.github.customeriospring.benchmarks.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.benchmarks.client.Client;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import reactor.core.publisher.Mono;

/**
 * Instances in this process that share a limit, their Redis and their server, all warm.
 */
final class Instances implements AutoCloseable {

	private static final int WARM_UP = 40;

	/**
	 * For so many windows at the full limit, or the compiler takes part in what is
	 * measured.
	 */
	private static final int WARM_WINDOWS = 10;

	final ServerProcess server;

	final RedisProcess redis;

	final List<Client> clients = new ArrayList<>();

	private final AtomicInteger numbers = new AtomicInteger();

	private final AtomicInteger lost = new AtomicInteger();

	private volatile boolean closed;

	private Instances(ServerSettings settings) throws Exception {
		this.server = ServerProcess.start(settings);
		this.redis = RedisProcess.start();
	}

	static Instances start(Kind kind, ServerSettings settings, int instances) throws Exception {
		Instances all = new Instances(settings);
		for (int i = 0; i < instances; i++) {
			all.clients.add(kind.start(all.server.url(), all.redis.url(), settings.limit(), instances));
		}
		all.warmUp(settings.limit());
		return all;
	}

	/** Start instances that share a limit, one at each of these distances. */
	static Instances at(List<Distance> distances, ServerSettings settings) throws Exception {
		Instances all = new Instances(settings);
		for (Distance distance : distances) {
			all.clients.add(Kind.ours(all.server.url(), all.redis.url(), settings.limit(), distance));
		}
		all.warmUp(settings.limit());
		return all;
	}

	private void warmUp(int limit) throws InterruptedException {
		this.server.limit(1_000_000);
		for (Client client : this.clients) {
			send(client, WARM_UP);
		}
		sendEach(WARM_WINDOWS * limit / this.clients.size()).await(60, TimeUnit.SECONDS);
		Thread.sleep(2500);
		this.server.limit(limit);
		this.server.forget();
		this.server.mark();
		this.lost.set(0);
	}

	private CountDownLatch sendEach(int calls) {
		CountDownLatch open = new CountDownLatch(this.clients.size() * calls);
		this.clients.forEach((client) -> send(client, calls, open));
		return open;
	}

	private void send(Client client, int calls) throws InterruptedException {
		CountDownLatch open = new CountDownLatch(calls);
		send(client, calls, open);
		open.await(60, TimeUnit.SECONDS);
	}

	/** Send these calls, spread unevenly: half of the rest to each instance in turn. */
	void sendUnevenly(int calls, Duration atMost) throws InterruptedException {
		CountDownLatch open = new CountDownLatch(calls);
		int left = calls;
		for (int i = 0; i < this.clients.size(); i++) {
			int now = (i == this.clients.size() - 1) ? left : left / 2;
			left -= now;
			send(this.clients.get(i), now, open);
		}
		open.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void send(Client client, int calls, CountDownLatch open) {
		for (int i = 0; i < calls; i++) {
			client.send(this.numbers.incrementAndGet())
				.doOnError((ex) -> this.lost.incrementAndGet())
				.onErrorComplete()
				.doFinally((signal) -> open.countDown())
				.subscribe();
		}
	}

	/** Keep so many calls open at an instance until all is closed. */
	void endless(int instance, int calls, boolean background) {
		Client client = this.clients.get(instance);
		for (int i = 0; i < calls; i++) {
			Mono.defer(() -> background ? client.sendInBackground(this.numbers.incrementAndGet())
					: client.send(this.numbers.incrementAndGet()))
				.doOnError((ex) -> this.lost.incrementAndGet())
				.onErrorResume((ex) -> Mono.delay(Duration.ofMillis(200)).thenReturn(0))
				.repeat(() -> !this.closed)
				.subscribe();
		}
	}

	int next() {
		return this.numbers.incrementAndGet();
	}

	int lost() {
		return this.lost.get();
	}

	Judge judge() {
		return new Judge(this.server.arrivals());
	}

	@Override
	public void close() {
		this.closed = true;
		this.clients.forEach(Client::close);
		this.redis.close();
		this.server.close();
	}

}
