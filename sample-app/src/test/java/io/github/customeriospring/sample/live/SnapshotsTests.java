package io.github.customeriospring.sample.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.people=0")
class SnapshotsTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<Snapshot> first = new ArrayList<>();

	private final List<Snapshot> second = new ArrayList<>();

	private Snapshots snapshots;

	@BeforeEach
	void create(@Autowired ClientView client) {
		this.snapshots = new Snapshots(client, this.time, () -> this.time.now(TimeUnit.NANOSECONDS));
	}

	@Test
	void streamTellsAtOnceAndTwiceASecond() {
		this.snapshots.stream().subscribe(this.first::add);
		this.time.advanceTime();
		assertThat(this.first).hasSize(1);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.first).hasSize(3);
		assertThat(this.first.get(2).millis() - this.first.get(0).millis()).isEqualTo(1_000);
	}

	@Test
	void inFlightIsTheMostSinceTheSnapshotBefore(@Autowired SimulatedCustomerIo customerIo,
			@Autowired ReactiveCustomerIoTemplate template, @Autowired WaitingLines lines) {
		this.snapshots.stream().subscribe(this.first::add);
		this.time.advanceTime();
		customerIo.faults().next(1, Fault.slow(Duration.ofMillis(500)));
		CompletableFuture<Void> call = template.identify("42", Map.of()).toFuture();
		await().until(() -> lines.line(Quota.TRACK).inFlight() == 1);
		this.time.advanceTimeBy(Duration.ofMillis(50));
		assertThat(call).succeedsWithin(Duration.ofSeconds(20));
		await().until(() -> lines.line(Quota.TRACK).inFlight() == 0);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.first).extracting((snapshot) -> snapshot.quotas().get("track").inFlight())
			.containsExactly(0, 1, 0);
	}

	@Test
	void streamWhenSeveralListenLooksOnce() {
		this.snapshots.stream().subscribe(this.first::add);
		this.snapshots.stream().subscribe(this.second::add);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.first).hasSize(5);
		assertThat(this.second).hasSize(5)
			.allSatisfy((snapshot) -> assertThat(this.first).anyMatch((it) -> it == snapshot));
	}

	@Test
	void streamWhenOneIsSlowDoesNotHoldTheOthers() {
		this.snapshots.stream().subscribe(new BaseSubscriber<Snapshot>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
			}

		});
		this.snapshots.stream().subscribe(this.second::add);
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.second).hasSize(1_201);
	}

	@Test
	void streamWhenCancelledByAllLooksNoMore() {
		Disposable one = this.snapshots.stream().subscribe(this.first::add);
		Disposable other = this.snapshots.stream().subscribe(this.second::add);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		one.dispose();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.second).hasSize(5);
		other.dispose();
		long scheduled = this.time.getScheduledTaskCount();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.time.getScheduledTaskCount()).isLessThanOrEqualTo(scheduled);
		assertThat(this.first).hasSize(3);
		assertThat(this.second).hasSize(5);
	}

	@Test
	void streamWhenTheApplicationShutsDownEnds() {
		AtomicBoolean ended = new AtomicBoolean();
		this.snapshots.stream().doOnComplete(() -> ended.set(true)).subscribe(this.first::add);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		this.snapshots.close();
		assertThat(ended).isTrue();
	}

}
