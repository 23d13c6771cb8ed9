package io.github.customeriospring.queue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.TrackOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends operations as one request and finds out what became of each.
 */
final class BatchTransport {

	private static final Logger logger = LoggerFactory.getLogger(BatchTransport.class);

	private static final byte[] START = "{\"batch\":[".getBytes(StandardCharsets.UTF_8);

	private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

	/** What a request has beside its operations and the commas between them. */
	static final int WRAPPER_BYTES = START.length + END.length;

	private final CustomerIoTransport transport;

	private final Priority priority;

	private final LongAdder requests = new LongAdder();

	BatchTransport(CustomerIoTransport transport, Priority priority) {
		this.transport = transport;
		this.priority = priority;
	}

	/**
	 * Send a batch. A request that is refused as a whole is narrowed down by halves, one
	 * after the other, so that a bad operation fails alone and the order is kept.
	 * @return which operations were not accepted, by index, and why; never an error
	 */
	Mono<Map<Integer, CustomerIoException>> send(List<TrackOperation> operations) {
		return Mono.defer(() -> {
			this.requests.increment();
			return this.transport.send(request(operations));
		})
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("the transport gave none")))
			.map((response) -> failures(operations, response))
			.onErrorMap((ex) -> !(ex instanceof CustomerIoException), BatchTransport::noAnswer)
			.onErrorResume(CustomerIoException.class, (ex) -> (operations.size() > 1 && isRefused(ex))
					? sendHalves(operations) : Mono.just(all(operations, ex)));
	}

	/** What to tell if nobody knows whether a batch was accepted. */
	static CustomerIoException noAnswer(Throwable cause) {
		return new CustomerIoNoResponseException(batch(new byte[0]), cause, true);
	}

	private static boolean isRefused(CustomerIoException ex) {
		return ex instanceof CustomerIoResponseException response
				&& (response.getStatus() == 400 || response.getStatus() == 413 || response.getStatus() == 422);
	}

	private Mono<Map<Integer, CustomerIoException>> sendHalves(List<TrackOperation> operations) {
		int half = operations.size() / 2;
		return send(operations.subList(0, half))
			.flatMap((first) -> send(operations.subList(half, operations.size())).map((second) -> {
				Map<Integer, CustomerIoException> failures = new HashMap<>(first);
				second.forEach((index, ex) -> failures.put(half + index, ex));
				return failures;
			}));
	}

	private CustomerIoRequest request(List<TrackOperation> operations) {
		int bytes = WRAPPER_BYTES + operations.size();
		for (TrackOperation operation : operations) {
			bytes += operation.size();
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream(bytes);
		body.writeBytes(START);
		for (int i = 0; i < operations.size(); i++) {
			if (i > 0) {
				body.write(',');
			}
			operations.get(i).writeTo(body);
		}
		body.writeBytes(END);
		return batch(body.toByteArray()).withPriority(this.priority);
	}

	private Map<Integer, CustomerIoException> failures(List<TrackOperation> operations, CustomerIoResponse response) {
		if (response.status() != 207) {
			return Map.of();
		}
		Map<Integer, CustomerIoException> failures = new HashMap<>();
		for (CustomerIoError error : errors(response)) {
			Integer index = error.batchIndex();
			if (index == null || index < 0 || index >= operations.size()) {
				logger.warn("Customer.io names an error of no operation in a batch of {}: {}", operations.size(),
						error);
				continue;
			}
			// one operation can have several errors; the first is told
			failures.computeIfAbsent(index,
					(key) -> new CustomerIoResponseException(
							CustomerIoRequest.track(operations.get(key).name(), "/api/v2/batch", new byte[0]), 400,
							List.of(error), null));
		}
		return failures.isEmpty() ? all(operations, unknown(response)) : failures;
	}

	/** At least one failed, so calling all accepted would lose it. */
	private static CustomerIoException unknown(CustomerIoResponse response) {
		return new CustomerIoResponseException(batch(new byte[0]), response.status(),
				List.of(CustomerIoError.of("some operations failed, but the answer does not say which operations")),
				null);
	}

	private static CustomerIoRequest batch(byte[] body) {
		return CustomerIoRequest.track("batch", "/api/v2/batch", body);
	}

	private static List<CustomerIoError> errors(CustomerIoResponse response) {
		try {
			return JsonMapper.shared()
				.readTree(response.body())
				.path("errors")
				.valueStream()
				.map(BatchTransport::error)
				.toList();
		}
		catch (JacksonException ex) {
			return List.of(CustomerIoError.of("an answer of " + response.body().length + " bytes that is not JSON"));
		}
	}

	private static CustomerIoError error(JsonNode error) {
		JsonNode index = error.path("batch_index");
		return new CustomerIoError(error.path("reason").asString(""), error.path("field").asString(""),
				error.path("message").asString(""),
				index.isNull() ? null : index.asIntOpt().stream().boxed().findFirst().orElse(null));
	}

	private static Map<Integer, CustomerIoException> all(List<TrackOperation> operations, CustomerIoException ex) {
		Map<Integer, CustomerIoException> failures = new HashMap<>();
		for (int i = 0; i < operations.size(); i++) {
			failures.put(i, ex);
		}
		return failures;
	}

	/** How many requests were sent, retries not counted. */
	long requests() {
		return this.requests.sum();
	}

}
