package io.github.customeriospring.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.app.export.DeliveryExport;
import io.github.customeriospring.app.export.Export;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Exports}.
 */
class ExportsTests {

	private static final Duration INTERVAL = Duration.ofSeconds(5);

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private static final String PENDING = "{\"export\":{\"id\":1,\"status\":\"pending\"}}";

	private static final String DONE = "{\"export\":{\"id\":1,\"status\":\"done\"}}";

	private static final String FAILED = "{\"export\":{\"id\":1,\"status\":\"failed\",\"failed\":true}}";

	private final SimulatedCustomerIo customerIo = Templates.start();

	private final ReactiveCustomerIoTemplate template = Templates.to(this.customerIo);

	private final Exports exports = this.template.exports();

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void exportOfPeopleIsMadeAndDownloaded() {
		this.template.identify("42", Map.of("plan", "pro")).block();
		this.template.identify("43", Map.of("plan", "free")).block();
		Export export = this.exports.exportCustomers(Filter.attribute("plan", "pro")).block();
		assertThat(export.type()).isEqualTo("customers");
		assertThat(export.isDone()).isFalse();
		Export done = this.exports.await(export.id(), Duration.ofMillis(1), TIMEOUT).block();
		assertThat(done.isDone()).isTrue();
		assertThat(done.total()).isEqualTo(1);
		assertThat(text(this.exports.download(export.id()))).contains("42").contains("pro").doesNotContain("43");
		assertThat(this.exports.list().map(Export::downloads).collectList().block()).containsExactly(1L);
	}

	@Test
	void exportOfDeliveriesIsMade() {
		Export export = this.exports.exportDeliveries(DeliveryExport.ofNewsletter(5).metric("opened")).block();
		assertThat(export.type()).isEqualTo("deliveries");
	}

	@Test
	void exportSaysWhichAttributesAndWhichContent() {
		FakeTransport transport = FakeTransport.answering(PENDING, PENDING);
		Exports exports = transport.template().exports();
		exports.exportCustomers(Filter.segment(1), List.of("plan", "city")).block();
		assertThat(transport.lastRequest().bodyAsString()).contains("\"attributes\":[\"plan\",\"city\"]");
		exports.exportDeliveries(DeliveryExport.ofNewsletter(5).template(7)).block();
		assertThat(transport.lastRequest().bodyAsString()).contains("\"template_id\":7");
	}

	@Test
	void downloadGoesIntoAFile(@TempDir Path directory) throws IOException {
		String content = "id,email\n".repeat(100_000);
		this.customerIo.fixtures().exportContent(content).exportPolls(0);
		long id = this.exports.exportCustomers(Filter.segment(1)).block().id();
		Path file = directory.resolve("people.csv");
		Files.writeString(file, "longer than nothing");
		this.exports.download(id, file).block();
		assertThat(file).hasContent(content);
	}

	@Test
	void downloadCarriesNoCredentialsAndTakesNoPermit() {
		this.customerIo.fixtures().exportPolls(0);
		long id = this.exports.exportCustomers(Filter.segment(1)).block().id();
		FakeTransport transport = FakeTransport
			.answering("{\"url\":\"" + this.customerIo.url() + "/exports/" + id + ".csv?signature=c2ln%2FbmVk%3D\"}");
		assertThat(text(transport.template().exports().download(id))).isNotEmpty();
		assertThat(transport.uris()).containsExactly("/v1/exports/" + id + "/download");
	}

	@Test
	void downloadWhenTheLinkIsRefusedFailsWithoutNamingIt() {
		FakeTransport transport = FakeTransport
			.answering("{\"url\":\"" + this.customerIo.url() + "/exports/1.csv?signature=stale\"}");
		CustomerIoResponseException ex = catchThrowableOfType(CustomerIoResponseException.class,
				() -> transport.template().exports().download(1).blockLast());
		assertThat(ex.getStatus()).isEqualTo(403);
		assertThat(ex).hasMessageContaining("valid for 15 minutes").hasMessageNotContaining("stale");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://files.example.com/1.csv", "ftp://files.example.com/1.csv", "file:///etc/passwd",
			"http://127.0.0.1.example.com/1.csv", "http://169.254.169.254/latest" })
	void downloadFromALinkThatIsNotOfHttpsIsRefused(String link) {
		FakeTransport transport = FakeTransport.answering("{\"url\":\"" + link + "\"}");
		CustomerIoResponseException ex = catchThrowableOfType(CustomerIoResponseException.class,
				() -> transport.template().exports().download(1).blockLast());
		assertThat(ex).hasMessageContaining("a link that does not use https").hasMessageNotContaining("example.com");
	}

	@Test
	void downloadWhenItBreaksOffFailsWithoutNamingTheLink() {
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive()
				.take(1)
				.then(response.sendString(Mono.just("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")).then()))
			.bindNow();
		try {
			FakeTransport transport = FakeTransport
				.answering("{\"url\":\"http://127.0.0.1:" + server.port() + "/file.csv?signature=secret\"}");
			CustomerIoNoResponseException ex = catchThrowableOfType(CustomerIoNoResponseException.class,
					() -> text(transport.template().exports().download(1)));
			assertThat(ex).hasMessageContaining("download export");
			assertThat(ex).hasStackTraceContaining("IOException");
			assertThat(stackTrace(ex)).doesNotContain("secret").doesNotContain("file.csv");
		}
		finally {
			server.dispose();
		}
	}

	@Test
	void downloadWhenCancelledEndsTheConnection() throws InterruptedException {
		CountDownLatch ended = new CountDownLatch(1);
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.doOnConnection(
					(connection) -> connection.onTerminate().doFinally((signal) -> ended.countDown()).subscribe())
			.handle((request, response) -> response
				.sendString(Mono.just("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"))
				.neverComplete())
			.bindNow();
		try {
			FakeTransport transport = FakeTransport
				.answering("{\"url\":\"http://127.0.0.1:" + server.port() + "/file.csv\"}");
			assertThat(text(transport.template().exports().download(1).take(1))).isEqualTo("half");
			assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			server.dispose();
		}
	}

	@Test
	void downloadWhenThereIsNoServerFailsWithoutNamingTheLink() {
		FakeTransport transport = FakeTransport.answering("{\"url\":\"http://127.0.0.1:1/file.csv?signature=secret\"}");
		CustomerIoNoResponseException ex = catchThrowableOfType(CustomerIoNoResponseException.class,
				() -> transport.template().exports().download(1).blockLast());
		assertThat(stackTrace(ex)).doesNotContain("secret").doesNotContain("file.csv");
	}

	@Test
	void downloadWhenThereIsNoLinkFails() {
		StepVerifier.create(FakeTransport.answering("{}").template().exports().download(1))
			.verifyErrorMessage("Export 1 has no link");
	}

	@Test
	void downloadWhenTheExportIsPendingFails() {
		this.customerIo.fixtures().exportPolls(5);
		long id = this.exports.exportCustomers(Filter.segment(1)).block().id();
		StepVerifier.create(this.exports.download(id)).verifyError(CustomerIoResponseException.class);
	}

	@Test
	void awaitAsksAgainAfterEachInterval() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		FakeTransport transport = FakeTransport.answering(PENDING, PENDING, DONE);
		StepVerifier.create(exports(transport, time).await(1, INTERVAL, TIMEOUT))
			.then(() -> assertThat(transport.requests).hasSize(1))
			.then(() -> time.advanceTimeBy(INTERVAL))
			.then(() -> assertThat(transport.requests).hasSize(2))
			.then(() -> time.advanceTimeBy(INTERVAL))
			.assertNext((export) -> assertThat(export.isDone()).isTrue())
			.verifyComplete();
		assertThat(transport.requests).hasSize(3);
	}

	@Test
	void awaitWhenTheExportFailsFails() {
		StepVerifier.create(FakeTransport.answering(FAILED).template().exports().await(1, INTERVAL, TIMEOUT))
			.verifyErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class).hasMessage("Export 1 failed"));
	}

	@Test
	void awaitWhenItTakesTooLongFailsAndAsksNoMore() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		FakeTransport transport = FakeTransport.answering(PENDING);
		StepVerifier.create(exports(transport, time).await(1, INTERVAL, TIMEOUT))
			.then(() -> time.advanceTimeBy(TIMEOUT))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(TimeoutException.class)
				.hasMessage("Export 1 took longer than PT1M"));
		int asked = transport.requests.size();
		time.advanceTimeBy(TIMEOUT);
		assertThat(transport.requests).hasSize(asked);
	}

	@Test
	void awaitWhenCancelledAsksNoMore() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		FakeTransport transport = FakeTransport.answering(PENDING);
		exports(transport, time).await(1, INTERVAL, TIMEOUT).subscribe().dispose();
		time.advanceTimeBy(TIMEOUT);
		assertThat(transport.requests).hasSize(1);
	}

	@Test
	void downloadWhenItStandsStillFails() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		FakeTransport transport = FakeTransport.answering("{\"url\":\"https://files.example.com/1?signature=s3cret\"}");
		WebClient silent = WebClient.builder().exchangeFunction((request) -> Mono.never()).build();
		StepVerifier.create(new Exports(transport.client(), silent, Duration.ofSeconds(10), time).download(1))
			.then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(CustomerIoNoResponseException.class)
				.hasMessageContaining("no data for 10000 ms"));
	}

	@Test
	void callWhenInvalidThrowsAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.exports.await(1, Duration.ZERO, TIMEOUT))
			.withMessage("'interval' must be positive, was PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> this.exports.await(1, INTERVAL, Duration.ofSeconds(-1)))
			.withMessage("'timeout' must be positive, was PT-1S");
		assertThatIllegalArgumentException().isThrownBy(() -> this.exports.exportCustomers(null))
			.withMessage("'filter' must not be null");
	}

	private static Exports exports(FakeTransport transport, VirtualTimeScheduler time) {
		return new Exports(transport.client(), WebClient.create(), Duration.ofSeconds(10), time);
	}

	private static String text(Flux<DataBuffer> download) {
		return DataBufferUtils.join(download).map((buffer) -> {
			String text = buffer.toString(StandardCharsets.UTF_8);
			DataBufferUtils.release(buffer);
			return text;
		}).block(Duration.ofSeconds(20));
	}

	private static String stackTrace(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}
