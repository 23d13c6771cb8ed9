package io.github.customeriospring.queue.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

/**
 * Answers when told to.
 */
final class StubTransport implements CustomerIoTransport {

	static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, "{}".getBytes());

	final List<CustomerIoRequest> requests = new ArrayList<>();

	final List<Sinks.One<CustomerIoResponse>> answers = new ArrayList<>();

	/** Whether requests get a permit at once. */
	boolean leaves = true;

	Function<CustomerIoRequest, Mono<CustomerIoResponse>> behaviour = (request) -> {
		Sinks.One<CustomerIoResponse> answer = Sinks.one();
		this.answers.add(answer);
		return answer.asMono();
	};

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.deferContextual((context) -> {
			this.requests.add(request);
			if (this.leaves) {
				Departure.from(context).leaves();
			}
			return this.behaviour.apply(request);
		});
	}

	void accept(int request) {
		this.answers.get(request).tryEmitValue(OK);
	}

	/** The ids of the people in a request. */
	List<String> people(int request) {
		return people(this.requests.get(request));
	}

	static List<String> people(CustomerIoRequest request) {
		JsonNode batch = JsonMapper.shared().readTree(request.bodyAsString()).path("batch");
		return batch.valueStream().map((operation) -> operation.path("identifiers").path("id").asString("")).toList();
	}

}
