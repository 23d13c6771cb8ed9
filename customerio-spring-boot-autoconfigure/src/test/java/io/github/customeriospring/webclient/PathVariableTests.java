package io.github.customeriospring.webclient;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the values that {@link WebClientTransport} puts into paths and queries.
 */
class PathVariableTests {

	private final TestServer server = TestServer.answering((response) -> response.status(204).send());

	private final CustomerIoTransport transport = TestTransports.to(this.server.url());

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "/", "../../secret", "a/../b", "100%", "%2F", "%2e%2e", "a?b=c", "a#b", "a b",
			"a+b", "a;b=c", "a&b", "a:b@c", "😀", "Ж", "...", "{id}", "\\", "\"", "a\r\nHost: evil" })
	void pathVariableArrivesAsOneEncodedSegment(String value) {
		this.transport.send(TestTransports.attributesOf(value)).block();
		String uri = this.server.requests().get(0).uri();
		assertThat(uri).matches("/v1/customers/[^/?#\\s]+/attributes").isPrintable().isASCII();
		String segment = uri.substring("/v1/customers/".length(), uri.length() - "/attributes".length());
		assertThat(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)).isEqualTo(value);
	}

	@Test
	void queryVariableIsEncodedToo() {
		this.transport.send(get("/v1/customers?email={email}&limit={limit}", "jane+a&b=c@example.com", 5)).block();
		assertThat(this.server.requests().get(0).uri())
			.isEqualTo("/v1/customers?email=jane%2Ba%26b%3Dc%40example.com&limit=5");
	}

	@Test
	void variablesFillTheTemplateInTheirOrder() {
		this.transport.send(get("/v1/objects/{type}/{id}/attributes", 1, "acme")).block();
		assertThat(this.server.requests().get(0).uri()).isEqualTo("/v1/objects/1/acme/attributes");
	}

	private static CustomerIoRequest get(String path, Object... variables) {
		return new CustomerIoRequest("query", Quota.APP, HttpMethod.GET, path, List.of(variables), null,
				Priority.INTERACTIVE, true, 1);
	}

}
