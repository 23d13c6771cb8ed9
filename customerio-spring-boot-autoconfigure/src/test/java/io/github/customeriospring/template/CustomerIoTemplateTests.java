package io.github.customeriospring.template;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.operation.Identifier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link CustomerIoTemplate}.
 */
class CustomerIoTemplateTests {

	private static final Duration SHORT = Duration.ofMillis(10);

	private static final Duration LONG = Duration.ofMinutes(5);

	private final List<CustomerIoRequest> requests = new ArrayList<>();

	private final AtomicBoolean cancelled = new AtomicBoolean();

	@Test
	void callReturnsWhenItWasAccepted() {
		CustomerIoTemplate template = template(LONG,
				answer("{}").doOnNext((answer) -> assertThat(this.requests).hasSize(1)).delayElement(SHORT));
		template.identify("42", Map.of("plan", "pro"));
		assertThat(this.requests).extracting(CustomerIoRequest::operation).containsExactly("person identify");
	}

	@Test
	void everyMethodForTheTrackApiSends() throws Exception {
		CustomerIoTemplate template = template(LONG, answer("{}"));
		List<String> sent = new ArrayList<>();
		for (var method : TrackOperations.class.getMethods()) {
			this.requests.clear();
			method.invoke(template, Arrays.stream(method.getGenericParameterTypes()).map(Arguments::of).toArray());
			assertThat(this.requests).as(method.toString()).hasSize(1);
			sent.add(method.getName());
		}
		assertThat(sent).contains("send", "identify", "track", "suppress", "merge", "identifyObject");
	}

	@Test
	void messageReturnsItsReceipt() {
		CustomerIoTemplate template = template(LONG, answer("{\"delivery_id\":\"d-1\",\"queued_at\":1}"));
		assertThat(template.send(TransactionalMessage.push(Identifier.id("42")).template(1).build()).deliveryId())
			.isEqualTo("d-1");
	}

	@Test
	void broadcastReturnsItsId() {
		CustomerIoTemplate template = template(LONG, answer("{\"id\":7}"));
		assertThat(template.trigger(BroadcastTrigger.toDefaultAudience(12))).isEqualTo(7);
	}

	@Test
	void exchangeReturnsTheAnswerOrNull() {
		assertThat(template(LONG, answer("{\"a\":1}")).exchange(HttpMethod.GET, "/v1/a", null, JsonNode.class)
			.path("a")
			.intValue()).isOne();
		assertThat(template(LONG, answer("")).exchange(HttpMethod.GET, "/v1/a", null, JsonNode.class)).isNull();
	}

	@Test
	void inputIsCheckedBeforeAnythingIsSent() {
		CustomerIoTemplate template = template(LONG, answer("{}"));
		assertThatIllegalArgumentException().isThrownBy(() -> template.identify("", Map.of()));
		assertThat(this.requests).isEmpty();
	}

	@Test
	void failureIsThrownAsItIsAndItsStackNamesTheCaller() {
		CustomerIoException refused = CustomerIoResponseException
			.refused(CustomerIoRequest.track("a", "/a", new byte[0]), 400, List.of());
		CustomerIoTemplate template = template(LONG,
				Mono.<CustomerIoResponse>error(refused).subscribeOn(Schedulers.parallel()));
		Throwable thrown = catchThrowable(() -> template.identify("42", Map.of()));
		assertThat(thrown).isSameAs(refused);
		assertThat(thrown.getSuppressed()).singleElement()
			.satisfies(
					(suppressed) -> assertThat(suppressed.getStackTrace()).extracting(StackTraceElement::getClassName)
						.contains(CustomerIoTemplateTests.class.getName()));
	}

	@Test
	void callThatWaitedTooLongAndNeverLeftWasNotSent() {
		CustomerIoNotSentException thrown = catchThrowableOfType(CustomerIoNotSentException.class,
				() -> template(SHORT, Mono.never()).identify("42", Map.of()));
		assertThat(thrown).hasMessage(
				"person identify (POST /api/v2/entity, quota track, attempt 1) was not sent within 10 ms, 'customerio.call-timeout'");
		assertThat(thrown.getReason()).isEqualTo(Reason.WAIT_TOO_LONG);
		assertThat(thrown.getQuota()).isEqualTo(Quota.TRACK);
		assertThat(thrown.isDeliveryUnknown()).isFalse();
		assertThat(this.cancelled).isTrue();
	}

	@Test
	void callThatLeftAndHadNoAnswerInTimeMayHaveBeenAccepted() {
		CustomerIoNoResponseException thrown = catchThrowableOfType(CustomerIoNoResponseException.class,
				() -> template(SHORT, leaving()).identify("42", Map.of()));
		assertThat(thrown).hasMessageContaining("No response to person identify")
			.hasMessageEndingWith("none within 10 ms, 'customerio.call-timeout'; it may have been accepted");
		assertThat(thrown.isDeliveryUnknown()).isTrue();
		assertThat(this.cancelled).isTrue();
	}

	@Test
	void callThatIsGivenUpSaysWhatItsLastAttemptFailedWith() {
		IllegalStateException refused = new IllegalStateException("connection refused");
		CustomerIoNotSentException thrown = catchThrowableOfType(CustomerIoNotSentException.class,
				() -> template(SHORT, Mono.deferContextual((context) -> {
					Departure.from(context).failed(refused);
					return Mono.never();
				})).identify("42", Map.of()));
		assertThat(thrown)
			.hasMessageEndingWith("'customerio.call-timeout'; the last attempt failed: connection refused")
			.hasCause(refused);
	}

	@Test
	void callThatWasGivenUpCanNotLeaveAnyMore() {
		AtomicReference<ContextView> context = new AtomicReference<>();
		catchThrowable(() -> template(SHORT, Mono.deferContextual((it) -> {
			context.set(it);
			return Mono.never();
		})).identify("42", Map.of()));
		assertThatIllegalStateException().isThrownBy(() -> Departure.from(context.get()).leaves());
	}

	@Test
	void interruptedCallIsCancelledAndTheThreadStaysInterrupted() throws Exception {
		CountDownLatch sent = new CountDownLatch(1);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread caller = new Thread(() -> {
			thrown.set(catchThrowable(() -> template(LONG, Mono.defer(() -> {
				sent.countDown();
				return Mono.never();
			})).identify("42", Map.of())));
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		caller.start();
		sent.await();
		caller.interrupt();
		caller.join();
		assertThat(thrown.get()).isInstanceOfSatisfying(CustomerIoNotSentException.class,
				(ex) -> assertThat(ex.getReason()).isEqualTo(Reason.INTERRUPTED));
		assertThat(interrupted).isTrue();
		assertThat(this.cancelled).isTrue();
	}

	@Test
	void callOnAnEventLoopFailsAndSendsNothing() {
		CustomerIoTemplate template = template(LONG, answer("{}"));
		Mono<Void> onAnEventLoop = Mono.<Void>fromRunnable(() -> template.identify("42", Map.of()))
			.subscribeOn(Schedulers.parallel());
		assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(onAnEventLoop::block)
			.withMessageMatching("Thread 'parallel-\\d+' must not block, and CustomerIoTemplate does: "
					+ "use ReactiveCustomerIoTemplate here, or a thread of Schedulers.boundedElastic\\(\\)")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.BLOCKED_THREAD));
		assertThat(this.requests).isEmpty();
	}

	@Test
	void errorOfTheJvmIsThrownAsItIs() {
		OutOfMemoryError error = new OutOfMemoryError("test");
		assertThat(catchThrowable(
				() -> template(LONG, Mono.error(() -> new IllegalStateException(error))).identify("42", Map.of())))
			.hasCause(error);
	}

	@Test
	void timeoutMustBePositive() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CustomerIoTemplate.of((request) -> Mono.never(), Duration.ZERO))
			.withMessageContaining("'timeout' must be positive");
	}

	private CustomerIoTemplate template(Duration timeout, Mono<CustomerIoResponse> answer) {
		CustomerIoTransport transport = (request) -> Mono.defer(() -> {
			this.requests.add(request);
			return answer.doOnCancel(() -> this.cancelled.set(true));
		});
		return CustomerIoTemplate.of(transport, timeout);
	}

	private static Mono<CustomerIoResponse> leaving() {
		return Mono.deferContextual((context) -> {
			Departure.from(context).leaves();
			return Mono.never();
		});
	}

	private static Mono<CustomerIoResponse> answer(String json) {
		return Mono.just(new CustomerIoResponse(200, HttpHeaders.EMPTY, json.getBytes(StandardCharsets.UTF_8)));
	}

}
