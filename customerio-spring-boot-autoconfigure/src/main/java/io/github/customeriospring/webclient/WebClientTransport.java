package io.github.customeriospring.webclient;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Departure;
import io.github.customeriospring.Quota;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Sends each request once over a {@link WebClient}, without limit or retry.
 *
 * @since 0.1.0
 */
public final class WebClientTransport implements CustomerIoTransport {

	private static final Logger logger = LoggerFactory.getLogger(WebClientTransport.class);

	/** Reactor's key for who hears of errors that come after a cancellation. */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

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

	private final Duration timeout;

	/** Given here because the default message is costly to make for every call. */
	private final Mono<CustomerIoResponse> timedOut;

	private final Scheduler scheduler;

	private final AnswerErrors answerErrors;

	/**
	 * Create a transport.
	 * @param trackClient a client with the Track API's base URL and credentials, or
	 * {@code null} if there are none
	 * @param appClient the same for the App API
	 * @param timeout how long one exchange may take, from the connection to the whole
	 * answer
	 * @param maxRetryAfter the longest wait that an answer may ask for
	 * @param scheduler times the exchanges out
	 * @param clock the wall clock, for answers that name a date
	 */
	public WebClientTransport(@Nullable WebClient trackClient, @Nullable WebClient appClient, Duration timeout,
			Duration maxRetryAfter, Scheduler scheduler, InstantSource clock) {
		this.trackClient = trackClient;
		this.appClient = appClient;
		this.timeout = timeout;
		this.timedOut = Mono.error(() -> new TimeoutException("none within " + timeout.toMillis() + " ms"));
		this.scheduler = scheduler;
		this.answerErrors = new AnswerErrors(maxRetryAfter, clock);
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		boolean track = request.quota() == Quota.TRACK;
		WebClient client = track ? this.trackClient : this.appClient;
		if (client == null) {
			return Mono.error(() -> new CustomerIoNotSentException(request + " needs "
					+ (track ? "'customerio.site-id' and 'customerio.api-key'" : "'customerio.app-api-key'")));
		}
		return Mono.deferContextual((context) -> exchange(client, request, new Attempt(Departure.from(context))));
	}

	private Mono<CustomerIoResponse> exchange(WebClient client, CustomerIoRequest request, Attempt attempt) {
		WebClient.RequestBodySpec spec = client.method(request.method())
			.uri(request.path(), request.variables().toArray());
		byte[] body = request.body();
		if (body != null) {
			spec.contentType(MediaType.APPLICATION_JSON);
		}
		return spec.body(attempt.writing(body))
			.exchangeToMono((response) -> read(request, response))
			.timeout(this.timeout, this.timedOut, this.scheduler)
			.onErrorMap((ex) -> !(ex instanceof CustomerIoException),
					(ex) -> new CustomerIoNoResponseException(request, withoutUri(ex), attempt.hasLeft()))
			.contextWrite((context) -> context.delete(Departure.class).put(ON_ERROR_DROPPED, dropped(request)));
	}

	/** By default they are logged as errors, with the URI. */
	private static Consumer<Throwable> dropped(CustomerIoRequest request) {
		return (ex) -> logger.debug("Ignored after the end of {}: {}", request, ex.getClass().getName());
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

	/**
	 * The exception of the web client quotes the URI, which may hold a person's id, and
	 * so do the checkpoints that it adds to those of a body.
	 */
	private static Throwable withoutUri(Throwable ex) {
		Throwable failure = (ex instanceof UriFreeErrors.Failure free) ? free.getOriginal() : ex;
		Throwable cause = failure.getCause();
		Throwable origin = (failure instanceof WebClientRequestException && cause != null) ? cause : failure;
		if (origin.getSuppressed().length == 0) {
			return origin;
		}
		IOException plain = new IOException(origin.toString());
		plain.setStackTrace(origin.getStackTrace());
		return plain;
	}

	/**
	 * Remembers whether the request left, which decides whether it may be repeated. It
	 * leaves once at most: not any more after a failure, and not again if the connector
	 * repeats by itself, be it after a reset or to follow a redirect.
	 */
	private static final class Attempt {

		private final Departure departure;

		private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

		Attempt(Departure departure) {
			this.departure = departure;
		}

		/** A body is written only once a connection is there, the headers with it. */
		BodyInserter<?, ClientHttpRequest> writing(byte @Nullable [] body) {
			BodyInserter<?, ? super ClientHttpRequest> inserter = (body != null) ? BodyInserters.fromValue(body)
					: BodyInserters.empty();
			return (request, context) -> {
				if (!this.state.compareAndSet(State.WAITING, State.LEFT)) {
					return Mono.error(() -> new IllegalStateException("An attempt leaves only once"));
				}
				this.departure.leaves();
				return inserter.insert(request, context);
			};
		}

		boolean hasLeft() {
			this.state.compareAndSet(State.WAITING, State.FAILED);
			return this.state.get() == State.LEFT;
		}

		private enum State {

			WAITING, LEFT, FAILED

		}

	}

}
