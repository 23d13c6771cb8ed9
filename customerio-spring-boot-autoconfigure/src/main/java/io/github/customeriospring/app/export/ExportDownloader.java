package io.github.customeriospring.app.export;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Streams files from signed links. A link leads to another host, so the request carries
 * no Customer.io credentials and takes no permit.
 */
final class ExportDownloader {

	/** Releases buffers that Reactor drops after the end of the stream. */
	private static final Consumer<Object> RELEASE = (buffer) -> DataBufferUtils.release((DataBuffer) buffer);

	private static final Consumer<Throwable> IGNORE = (ex) -> {
	};

	private final WebClient client;

	private final Duration timeout;

	private final Scheduler scheduler;

	ExportDownloader(WebClient client, Duration timeout, Scheduler scheduler) {
		this.client = client;
		this.timeout = timeout;
		this.scheduler = scheduler;
	}

	/**
	 * Download a file.
	 * @param request the request that returned the link; errors refer to it
	 * @param link the link; anyone who knows it can download the file, so it must not
	 * appear in logs or errors
	 * @return the bytes; the subscriber must release the buffers
	 */
	Flux<DataBuffer> download(CustomerIoRequest request, URI link) {
		if (!isSafe(link)) {
			return Flux.error(() -> new CustomerIoResponseException(request, 200,
					List.of(CustomerIoError.of("a link that does not use https")), null));
		}
		return this.client.get()
			.uri(link)
			.exchangeToFlux((response) -> body(request, response))
			.timeout(this.timeout,
					Flux.error(() -> new TimeoutException("no data for " + this.timeout.toMillis() + " ms")),
					this.scheduler)
			.contextWrite((context) -> context.put("reactor.onNextDropped.local", RELEASE)
				.put("reactor.onErrorDropped.local", IGNORE))
			.onErrorMap((ex) -> !(ex instanceof CustomerIoException),
					(ex) -> new CustomerIoNoResponseException(request, withoutUri(ex), true));
	}

	/** Plain HTTP is allowed on loopback only, for the simulator. */
	private static boolean isSafe(URI link) {
		String host = String.valueOf(link.getHost());
		return "https".equalsIgnoreCase(link.getScheme()) || ("http".equalsIgnoreCase(link.getScheme())
				&& (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}")));
	}

	private static Flux<DataBuffer> body(CustomerIoRequest request, ClientResponse response) {
		if (response.statusCode().is2xxSuccessful()) {
			return response.bodyToFlux(DataBuffer.class);
		}
		return response.releaseBody()
			.thenMany(Flux.error(() -> new CustomerIoResponseException(request, response.statusCode().value(),
					List.of(), "The file is not available at its link; links are valid for 15 minutes")));
	}

	/** The exceptions of the web client quote the URI, and so do its checkpoints. */
	private static IOException withoutUri(Throwable ex) {
		Throwable cause = ex.getCause();
		Throwable origin = (ex instanceof WebClientRequestException && cause != null) ? cause : ex;
		IOException plain = new IOException(origin.toString());
		plain.setStackTrace(origin.getStackTrace());
		return plain;
	}

}
