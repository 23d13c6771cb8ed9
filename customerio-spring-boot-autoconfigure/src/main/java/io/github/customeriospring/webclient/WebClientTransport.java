package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends each request once through a {@link WebClient}, without rate limit or retry.
 */
final class WebClientTransport implements CustomerIoTransport {

	private static final Logger logger = LoggerFactory.getLogger(WebClientTransport.class);

	private static final byte[] EMPTY = {};

	/**
	 * Responses of the App API can be long, but a longer one than this is not genuine.
	 */
	private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

	/** Larger responses are read on a thread that may block. */
	private static final int LARGE_ANSWER_BYTES = 64 * 1024;

	/** Reactor's context key for the handler of errors after a cancellation. */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	/** Cheaper than the codecs, which search for a reader by content type. */
	private static final BodyExtractor<Mono<byte[]>, ReactiveHttpInputMessage> BODY = (message,
			context) -> DataBufferUtils.join(message.getBody(), MAX_ANSWER_BYTES)
				.map(WebClientTransport::toBytes)
				.defaultIfEmpty(EMPTY);

	private final @Nullable WebClient trackClient;

	private final @Nullable WebClient appClient;

	private final Duration connectTimeout;

	private final Duration responseTimeout;

	private final Scheduler timer;

	private final ResponseErrors responseErrors;

	/**
	 * Create a transport.
	 * @param trackClient a client with the Track API's base URL and credentials, or
	 * {@code null} if there are none
	 * @param appClient the same for the App API
	 * @param connectTimeout how long connecting to one address may take. A request that
	 * has not left after this and {@code responseTimeout} together is given up
	 * @param responseTimeout how long the complete response may take, counted from the
	 * moment the request leaves
	 * @param timer the scheduler for the timeouts; it must outlive the exchanges
	 * @param clock the wall clock, for responses that contain a date
	 */
	WebClientTransport(@Nullable WebClient trackClient, @Nullable WebClient appClient, Duration connectTimeout,
			Duration responseTimeout, Scheduler timer, InstantSource clock) {
		this.trackClient = trackClient;
		this.appClient = appClient;
		this.connectTimeout = connectTimeout;
		this.responseTimeout = responseTimeout;
		this.timer = timer;
		this.responseErrors = new ResponseErrors(clock);
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		WebClient client = switch (request.quota().api()) {
			case TRACK -> this.trackClient;
			case APP -> this.appClient;
		};
		if (client == null) {
			String missing = switch (request.quota().api()) {
				case TRACK -> "'customerio.site-id' and 'customerio.api-key'";
				case APP -> "'customerio.app-api-key'";
			};
			return Mono.error(() -> new CustomerIoNotSentException(Reason.NO_CREDENTIALS, request,
					request + " needs " + missing, null));
		}
		return Mono.deferContextual((context) -> {
			Exchange exchange = new Exchange(Departure.from(context));
			return Mono.defer(() -> exchange(client, request, exchange))
				.switchIfEmpty(Mono.error(() -> new IllegalStateException("the web client returned none")))
				.timeout(exchange.tooLate(this.connectTimeout.plus(this.responseTimeout), this.responseTimeout,
						this.timer))
				.doOnCancel(exchange::giveUp)
				.onErrorMap((ex) -> noAnswer(request, UriFreeErrors.withoutUri(ex), exchange.giveUp()));
		})
			.contextWrite((context) -> context.put(ON_ERROR_DROPPED, dropped(request)))
			.flatMap(WebClientTransport::onAThreadThatMayTakeItsTime)
			.flatMap((answer) -> judge(request, answer));
	}

	/** Without this, Reactor logs such errors at level error, with the URI. */
	private static Consumer<Throwable> dropped(CustomerIoRequest request) {
		return (ex) -> logger.debug("Ignored after {} had ended: {}", request, ex.getClass().getName());
	}

	private static CustomerIoException noAnswer(CustomerIoRequest request, Throwable cause, boolean left) {
		CustomerIoException noAnswer = new CustomerIoNoResponseException(request, cause, left);
		return (left || noAnswer.isRetryable()) ? noAnswer : new CustomerIoNotSentException(Reason.INTERNAL_ERROR,
				request, String.valueOf(noAnswer.getMessage()), cause);
	}

	private static Mono<Answer> exchange(WebClient client, CustomerIoRequest request, Exchange exchange) {
		WebClient.RequestBodySpec spec = client.method(request.method())
			.uri(request.path(), request.variables().toArray());
		byte[] body = request.body();
		if (body != null) {
			spec.contentType(MediaType.APPLICATION_JSON);
		}
		return spec.body(exchange.writing(body)).exchangeToMono(WebClientTransport::read);
	}

	/** The status of an error counts even if the body is incomplete. */
	private static Mono<Answer> read(ClientResponse response) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		return response.body(BODY)
			.map((body) -> new Answer(status, headers, body, null))
			.onErrorResume((ex) -> ex instanceof DataBufferLimitException || !response.statusCode().is2xxSuccessful(),
					(ex) -> Mono.just(new Answer(status, headers, EMPTY, unreadable(ex))));
	}

	private static CustomerIoError unreadable(Throwable ex) {
		return CustomerIoError.unreadable((ex instanceof DataBufferLimitException)
				? "a response of more than " + MAX_ANSWER_BYTES + " bytes" : "an incomplete response");
	}

	/** Keeps large responses from holding up an event loop, which serves other calls. */
	private static Mono<Answer> onAThreadThatMayTakeItsTime(Answer answer) {
		Mono<Answer> read = Mono.just(answer);
		return (answer.body().length > LARGE_ANSWER_BYTES) ? read.publishOn(Schedulers.boundedElastic()) : read;
	}

	private Mono<CustomerIoResponse> judge(CustomerIoRequest request, Answer answer) {
		CustomerIoError unreadable = answer.unreadable();
		if (!answer.isSuccess()) {
			List<CustomerIoError> errors = (unreadable != null) ? List.of(unreadable)
					: CustomerIoError.parse(answer.body());
			return Mono.error(this.responseErrors.notAccepted(request, answer.status(), answer.headers(), errors));
		}
		if (unreadable != null) {
			return Mono.error(new CustomerIoResponseException(request, answer.status(), List.of(unreadable), null));
		}
		CustomerIoException error = ResponseErrors.notAnAcceptance(request, answer.status(), answer.headers(),
				answer.body());
		return (error != null) ? Mono.error(error) : Mono.just(new CustomerIoResponse(answer.status(), answer.headers(),
				answer.body(), this.responseErrors.usedUpFor(answer.headers())));
	}

	private static byte[] toBytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	/**
	 * A response as received.
	 *
	 * @param unreadable why the body is missing, or {@code null}
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Answer(int status, HttpHeaders headers, byte[] body, @Nullable CustomerIoError unreadable) {

		boolean isSuccess() {
			return this.status >= 200 && this.status < 300;
		}

	}

}
