package io.github.customeriospring.webclient;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.RawServer;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that observations of exchanges name the kind of an error, and nobody's URI.
 */
class UriFreeErrorsTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void errorOfAConnectionThatIsRefusedIsNamed() {
		assertThatErrorIs("NotConnected", TestTransports.closedUrl());
	}

	@Test
	void errorOfAHostThatIsUnknownIsNamed() {
		assertThatErrorIs("UnknownHost", "http://nobody.invalid");
	}

	@Test
	void errorOfAConnectionThatBreaksIsNamed() {
		try (RawServer server = RawServer.start((connection) -> {
			connection.readRequest();
			connection.reset();
		})) {
			assertThatErrorIs("ConnectionBroken", server.url());
		}
	}

	@Test
	void errorOfTlsIsNamed() {
		try (RawServer server = RawServer.start((connection) -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
			assertThatErrorIs("TlsFailed", server.url().replace("http", "https"));
		}
	}

	private void assertThatErrorIs(String kind, String url) {
		WebClient.Builder builder = WebClient.builder()
			.baseUrl(url)
			.observationRegistry(this.registry)
			.observationConvention(new TemplateOnlyObservationConvention())
			.filter(new UriFreeErrors());
		TestTransports.failure(CustomerIoNoResponseException.class, TestTransports.of(builder, Schedulers.parallel())
			.send(TestTransports.attributesOf("jane@example.com")));
		// it ends a moment after the caller has the error
		await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("exception", kind)
			.satisfies((context) -> assertThatNobodyIsNamed(context, kind)));
	}

	private static void assertThatNobodyIsNamed(Observation.ContextView context, String kind) {
		Throwable error = context.getError();
		assertThat(error.getClass().getSimpleName()).isEqualTo(kind);
		assertThat(error).hasNoCause().hasNoSuppressedExceptions().hasMessageNotContaining("jane");
		assertThat(context.getAllKeyValues()).extracting(KeyValue::getValue)
			.noneMatch((value) -> value.contains("jane"));
	}

}
