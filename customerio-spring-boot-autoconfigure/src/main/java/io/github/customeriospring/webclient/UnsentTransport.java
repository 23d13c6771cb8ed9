package io.github.customeriospring.webclient;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

/**
 * Accepts every request and sends none.
 */
final class UnsentTransport implements CustomerIoTransport {

	private static final Logger logger = LoggerFactory.getLogger(UnsentTransport.class);

	private final boolean logs;

	/**
	 * Create a transport.
	 * @param logs whether to log each operation
	 */
	UnsentTransport(boolean logs) {
		this.logs = logs;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.fromSupplier(() -> {
			if (this.logs && logger.isInfoEnabled()) {
				operations(request)
					.forEach((operation) -> logger.info("Not sent, as customerio.mode=log: {}", operation));
			}
			return new CustomerIoResponse(200, HttpHeaders.EMPTY, answer(request).getBytes(StandardCharsets.UTF_8));
		});
	}

	/** Only what an operation is: names and values may be personal. */
	private static List<String> operations(CustomerIoRequest request) {
		if (!request.path().equals("/api/v2/batch")) {
			return List.of(request.operation());
		}
		return JsonMapper.shared()
			.readTree(request.body())
			.path("batch")
			.valueStream()
			.map(UnsentTransport::name)
			.toList();
	}

	private static String name(JsonNode operation) {
		return operation.path("type").asString("") + " " + operation.path("action").asString("");
	}

	/** What a caller needs to go on. */
	private static String answer(CustomerIoRequest request) {
		return switch (request.quota()) {
			case TRANSACTIONAL -> "{\"delivery_id\":\"not-sent\"}";
			case BROADCAST -> "{\"id\":1}";
			case TRACK, APP -> "{}";
		};
	}

}
