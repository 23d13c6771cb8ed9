package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

/**
 * A Customer.io without HTTP, in virtual time, with any weather. Operations are known by
 * their attribute {@code n}.
 */
final class ScriptedCustomerIo implements CustomerIoTransport {

	private final Random random;

	private final Scheduler time;

	/** What was applied, in order, repetitions included. */
	final List<Integer> applied = new ArrayList<>();

	/** Named in a 207, or refused alone. */
	final Set<Integer> bad = new HashSet<>();

	/** Let their whole request be refused. */
	final Set<Integer> spoiled = new HashSet<>();

	/** Let their whole request fail. */
	final Set<Integer> poison = new HashSet<>();

	boolean outage;

	/** Share of requests that fail in good weather. */
	double flakes;

	int requests;

	ScriptedCustomerIo(Random random, Scheduler time) {
		this.random = random;
		this.time = time;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		if (this.random.nextDouble() < this.flakes / 10) {
			throw new OutOfMemoryError("injected");
		}
		return Mono.deferContextual((context) -> {
			this.requests++;
			Duration delay = Duration.ofMillis(this.random.nextInt(4) * 20);
			Mono<CustomerIoResponse> answer = Mono.defer(() -> {
				Departure.from(context).leaves();
				return answer(request);
			});
			return delay.isZero() ? answer : Mono.delay(delay, this.time).then(answer);
		});
	}

	private Mono<CustomerIoResponse> answer(CustomerIoRequest request) {
		List<Integer> numbers = numbers(request);
		if (this.outage) {
			return failure(request, this.random.nextInt(6));
		}
		if (this.random.nextDouble() < this.flakes) {
			int kind = this.random.nextInt(7);
			if (kind == 6) { // applied, but the answer is lost
				this.applied.addAll(numbers);
			}
			return failure(request, kind);
		}
		if (numbers.stream().anyMatch(this.poison::contains)) {
			return status(request, 500);
		}
		if (numbers.stream().anyMatch(this.spoiled::contains)) {
			return status(request, 400);
		}
		List<String> errors = new ArrayList<>();
		for (int i = 0; i < numbers.size(); i++) {
			if (this.bad.contains(numbers.get(i))) {
				errors.add("{\"batch_index\":" + i + ",\"reason\":\"invalid\",\"message\":\"bad\"}");
			}
			else {
				this.applied.add(numbers.get(i));
			}
		}
		return Mono.just(response(errors.isEmpty() ? 200 : 207,
				errors.isEmpty() ? "{}" : "{\"errors\":[" + String.join(",", errors) + "]}"));
	}

	private Mono<CustomerIoResponse> failure(CustomerIoRequest request, int kind) {
		return switch (kind) {
			case 0 ->
				Mono.error(new CustomerIoNoResponseException(request, new IllegalStateException("refused"), false));
			case 1 -> status(request, 503);
			case 2 -> Mono.error(new CustomerIoThrottledException(request, List.of(), Duration.ofMillis(50), false));
			case 3 -> status(request, 401);
			case 4 -> Mono.just(response(200, "<html>captive portal</html>"));
			case 5 -> Mono
				.error(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.LINE_FULL, "the line is full"));
			default -> Mono.error(new CustomerIoNoResponseException(request, new IllegalStateException("reset"), true));
		};
	}

	static Mono<CustomerIoResponse> status(CustomerIoRequest request, int status) {
		return Mono.error(new CustomerIoResponseException(request, status, List.of(CustomerIoError.of("no")), null));
	}

	static CustomerIoResponse response(int status, String body) {
		return new CustomerIoResponse(status, HttpHeaders.EMPTY, body.getBytes());
	}

	static List<Integer> numbers(CustomerIoRequest request) {
		JsonNode batch = JsonMapper.shared().readTree(request.bodyAsString()).path("batch");
		return batch.valueStream().map((operation) -> operation.path("attributes").path("n").asInt(-1)).toList();
	}

}
