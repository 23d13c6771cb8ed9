package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link WaitingLines} do when the application stops.
 */
@ExtendWith(OutputCaptureExtension.class)
class WaitingLinesTests {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final WaitingLines lines = new WaitingLines(
			(quota) -> Lines.exact(this.time).bounds(1000, Duration.ofMinutes(1), 100).create(10),
			new CustomerIoLifecycle(Duration.ofSeconds(20)), this.time);

	private final List<Object> outcomes = new ArrayList<>();

	private final AtomicInteger stopped = new AtomicInteger();

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void stopWhenNobodyWaitsIsOverAtOnceAndStillLetsCallsPass() {
		this.lines.stop(this.stopped::incrementAndGet);
		assertThat(this.stopped).hasValue(1);
		assertThat(this.lines.isRunning()).isFalse();
		send(1, Mono.just(OK));
		assertThat(this.outcomes).containsExactly(OK);
		assertThat(this.lines.getPhase()).isEqualTo(CustomerIoLifecycle.PHASE);
	}

	@Test
	void stopWaitsUntilThoseWhoWaitAreSentAndAnswered(CapturedOutput output) {
		send(100, Mono.just(OK).delayElement(Duration.ofMillis(200), this.time));
		this.lines.stop(this.stopped::incrementAndGet);
		this.time.advanceTimeBy(Duration.ofMillis(9100));
		assertThat(this.stopped).hasValue(0);
		this.time.advanceTimeBy(Duration.ofMillis(2000));
		assertThat(this.stopped).hasValue(1);
		assertThat(this.outcomes).hasSize(100).containsOnly(OK);
		assertThat(output).doesNotContain("were not sent");
	}

	@Test
	void stopWhenTheTimeIsUpTellsWhoStillWaitsAndCountsThem(CapturedOutput output) {
		send(300, Mono.just(OK));
		this.lines.stop(this.stopped::incrementAndGet);
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.stopped).hasValue(1);
		assertThat(this.outcomes).hasSize(300);
		List<Object> refused = this.outcomes.stream().filter((outcome) -> outcome != OK).toList();
		assertThat(refused).hasSizeBetween(80, 100)
			.allSatisfy(
					(ex) -> assertThat(((CustomerIoNotSentException) ex).getReason()).isEqualTo(Reason.SHUTTING_DOWN));
		assertThat(output).contains(
				refused.size() + " calls of quota track were not sent as the application shuts down, 0 are under way");
		send(1, Mono.just(OK));
		assertThat(this.outcomes).last().isInstanceOf(CustomerIoNotSentException.class);
	}

	@Test
	void stopWhenTheTimeIsUpDoesNotWaitForWhatIsUnderWay() {
		send(1, Mono.never());
		this.lines.stop(this.stopped::incrementAndGet);
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.stopped).hasValue(1);
		assertThat(this.outcomes).isEmpty();
	}

	@Test
	void stopWhenTheSchedulerHasStoppedTellsThoseWhoWait() {
		send(11, Mono.just(OK));
		this.time.dispose();
		this.lines.stop(this.stopped::incrementAndGet);
		assertThat(this.stopped).hasValue(1);
		assertThat(this.outcomes).hasSize(11).last().isInstanceOf(CustomerIoNotSentException.class);
	}

	@Test
	void startAfterAStopLetsCallsInAgain() {
		this.lines.line(Quota.TRACK).pause();
		send(1, Mono.just(OK));
		this.lines.stop();
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.outcomes).singleElement().isInstanceOf(CustomerIoNotSentException.class);
		this.lines.start();
		this.lines.line(Quota.TRACK).resume();
		this.outcomes.clear();
		send(1, Mono.just(OK));
		assertThat(this.lines.isRunning()).isTrue();
		assertThat(this.outcomes).containsExactly(OK);
	}

	@Test
	void eachQuotaHasALineOfItsOwn() {
		assertThat(this.lines).hasSize(Quota.values().length);
		this.lines.line(Quota.APP).pause();
		send(1, Mono.just(OK));
		assertThat(this.outcomes).containsExactly(OK);
	}

	private void send(int calls, Mono<CustomerIoResponse> answer) {
		CustomerIoTransport transport = this.lines.around((request) -> answer);
		for (int i = 0; i < calls; i++) {
			transport.send(CustomerIoRequest.track("call", "/x", new byte[0]))
				.subscribe(this.outcomes::add, this.outcomes::add);
		}
	}

}
