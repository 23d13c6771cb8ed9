package io.github.customeriospring.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.github.customeriospring.CustomerIoRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Customer.io's own client for Node sends for the same calls; see the README beside
 * the recordings.
 */
public final class Recordings {

	private static final Map<String, JsonNode> CALLS = read();

	private Recordings() {
	}

	private static Map<String, JsonNode> read() {
		Map<String, JsonNode> calls = new HashMap<>();
		try (InputStream json = new ClassPathResource("recordings/customerio-node-5.2.0.json").getInputStream()) {
			JsonMapper.shared().readTree(json).forEach((call) -> calls.put(call.get("name").stringValue(), call));
			return calls;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Assert that a request is that of a recorded call, field by field.
	 * @param name the name of the recorded call
	 * @param request the request
	 */
	public static void assertSame(String name, CustomerIoRequest request) {
		JsonNode call = call(name);
		UriComponents uri = UriComponentsBuilder.fromUriString(request.path())
			.encode()
			.buildAndExpand(request.variables().toArray());
		assertThat(request.method().name()).isEqualTo(call.get("method").stringValue());
		assertThat(uri.getPath()).isEqualTo(call.get("path").stringValue());
		assertThat((uri.getQuery() != null) ? uri.getQuery() : "").isEqualTo(call.get("query").stringValue());
		assertThat(body(request)).isEqualTo(call.get("body"));
	}

	/**
	 * Return a recorded call.
	 * @param name its name
	 * @return what was sent
	 */
	public static JsonNode call(String name) {
		JsonNode call = CALLS.get(name);
		assertThat(call).as("recording of " + name).isNotNull();
		return call;
	}

	private static JsonNode body(CustomerIoRequest request) {
		byte[] body = request.body();
		return JsonMapper.shared().readTree((body != null) ? new String(body, StandardCharsets.UTF_8) : "null");
	}

}
