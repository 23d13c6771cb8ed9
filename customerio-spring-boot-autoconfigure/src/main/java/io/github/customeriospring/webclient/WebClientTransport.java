package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.InstantSource;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends each request once over a {@link WebClient}, without limit or retry.
 *
 * @since 0.1.0
 */
public final class WebClientTransport implements CustomerIoTransport {

	private static final byte[] EMPTY = {};

	/**
	 * Answers of the App API can be long, but not so long that they are no answers.
	 */
	private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

	/** Cheaper than the codecs, which look for a reader of the content type. */
	private static final BodyExtractor<Mono<byte[]>, ReactiveHttpInputMessage> BODY = (message,
			context) -> DataBufferUtils.join(message.getBody(), MAX_ANSWER_BYTES)
				.map(WebClientTransport::toBytes)
				.defaultIfEmpty(EMPTY);

	private final @Nullable WebClient trackClient;

	private final @Nullable WebClient appClient;

	/** Of attempts that have not left yet. */
	private final Timeouts connections;

	/** Of attempts that left. */
	private final Timeouts answers;

	private final AnswerErrors answerErrors;

	/**
	 * Create a transport.
	 * @param trackClient a client with the Track API's base URL and credentials, or
	 * {@code null} if there are none
	 * @param appClient the same for the App API
	 * @param connectTimeout how long the client takes at most to connect to one address;
	 * a request that has not left when this and {@code responseTimeout} are over is given
	 * up
	 * @param responseTimeout how long a request and its whole answer may take from the
	 * moment it leaves
	 * @param maxRetryAfter the longest wait that an answer may ask for
	 * @param scheduler ends the exchanges that take longer
	 * @param clock the wall clock, for answers that name a date
	 */
	public WebClientTransport(@Nullable WebClient trackClient, @Nullable WebClient appClient, Duration connectTimeout,
			Duration responseTimeout, Duration maxRetryAfter, Scheduler scheduler, InstantSource clock) {
		this(trackClient, appClient, new AnswerErrors(maxRetryAfter, clock),
				new Timeouts(connectTimeout.plus(responseTimeout), scheduler, System::nanoTime),
				new Timeouts(responseTimeout, scheduler, System::nanoTime));
	}

	WebClientTransport(@Nullable WebClient trackClient, @Nullable WebClient appClient, AnswerErrors answerErrors,
			Timeouts connections, Timeouts answers) {
		this.trackClient = trackClient;
		this.appClient = appClient;
		this.answerErrors = answerErrors;
		this.connections = connections;
		this.answers = answers;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		boolean track = request.quota() == Quota.TRACK;
		WebClient client = track ? this.trackClient : this.appClient;
		if (client == null) {
			return Mono.error(() -> new CustomerIoNotSentException(CustomerIoNotSentException.Reason.NO_CREDENTIALS,
					request + " needs "
							+ (track ? "'customerio.site-id' and 'customerio.api-key'" : "'customerio.app-api-key'")));
		}
		return Mono.create((sink) -> {
			Attempt attempt = new Attempt(request, sink, this.connections, this.answers);
			sink.onCancel(attempt);
			Mono.defer(() -> exchange(client, request, attempt)).subscribe(attempt);
		});
	}

	private Mono<CustomerIoResponse> exchange(WebClient client, CustomerIoRequest request, Attempt attempt) {
		WebClient.RequestBodySpec spec = client.method(request.method())
			.uri(request.path(), request.variables().toArray());
		byte[] body = request.body();
		if (body != null) {
			spec.contentType(MediaType.APPLICATION_JSON);
		}
		return spec.body(attempt.writing(body)).exchangeToMono((response) -> read(request, response));
	}

	private Mono<CustomerIoResponse> read(CustomerIoRequest request, ClientResponse response) {
		int status = response.statusCode().value();
		Mono<byte[]> body = response.body(BODY);
		if (response.statusCode().is2xxSuccessful()) {
			HttpHeaders headers = response.headers().asHttpHeaders();
			return body
				.map((bytes) -> new CustomerIoResponse(status, headers, bytes, this.answerErrors.usedUpFor(headers)));
		}
		// the status counts even where the body breaks off
		return body.onErrorReturn(EMPTY)
			.flatMap((bytes) -> Mono
				.error(this.answerErrors.toException(request, status, response.headers().asHttpHeaders(), bytes)));
	}

	private static byte[] toBytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
