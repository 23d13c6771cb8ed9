package io.github.customeriospring.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.layer.SparseLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Puts bad records aside, as they are, with the reason in headers that have Spring
 * Kafka's names.
 */
final class KafkaDeadLetters implements AutoCloseable {

	static final String SUFFIX = ".dlt";

	private static final Logger logger = LoggerFactory.getLogger(KafkaDeadLetters.class);

	private static final Duration MIN_BACKOFF = Duration.ofSeconds(1);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

	private final DefaultKafkaProducerFactory<byte[], byte[]> producers;

	private final KafkaTemplate<byte[], byte[]> template;

	private final SparseLog log = new SparseLog(System::nanoTime);

	/**
	 * Create dead letters.
	 * @param producers those of the application, which say how to connect
	 */
	KafkaDeadLetters(ProducerFactory<?, ?> producers) {
		Map<String, Object> settings = new HashMap<>(producers.getConfigurationProperties());
		settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		this.producers = new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(),
				new ByteArraySerializer());
		this.template = new KafkaTemplate<>(this.producers);
	}

	/**
	 * Put a record aside. It is tried until it works: what is in neither topic is lost.
	 * @return completed when the broker has it
	 */
	CompletableFuture<?> add(ConsumerRecord<byte[], byte[]> message, Throwable reason) {
		ProducerRecord<byte[], byte[]> letter = letter(message, reason);
		this.log.log((more) -> logger.warn("A record of {} goes to {}: {}{}", message.topic(), letter.topic(),
				words(reason), more));
		// sending may block for a minute while the broker or the topic is not there
		return Mono.fromFuture(() -> this.template.send(letter))
			.subscribeOn(Schedulers.boundedElastic())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, MIN_BACKOFF)
				.maxBackoff(MAX_BACKOFF)
				.doBeforeRetry((failure) -> logger.warn("A record does not get into {}; it is tried again: {}",
						letter.topic(), failure.failure().toString())))
			.toFuture();
	}

	private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> message, Throwable reason) {
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(message.topic() + SUFFIX, null, message.key(),
				message.value(), message.headers());
		Headers headers = letter.headers();
		put(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC, bytes(message.topic()));
		put(headers, KafkaHeaders.DLT_ORIGINAL_PARTITION,
				ByteBuffer.allocate(Integer.BYTES).putInt(message.partition()).array());
		put(headers, KafkaHeaders.DLT_ORIGINAL_OFFSET,
				ByteBuffer.allocate(Long.BYTES).putLong(message.offset()).array());
		put(headers, KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
				ByteBuffer.allocate(Long.BYTES).putLong(message.timestamp()).array());
		put(headers, KafkaHeaders.DLT_EXCEPTION_FQCN, bytes(reason.getClass().getName()));
		put(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE, bytes(words(reason)));
		return letter;
	}

	/** A letter that was put back and fails again has the new reason only. */
	private static void put(Headers headers, String name, byte[] value) {
		headers.remove(name).add(name, value);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String words(Throwable reason) {
		String errors = (reason instanceof CustomerIoResponseException answer)
				? answer.getErrors().stream().map(CustomerIoError::toString).collect(Collectors.joining("; ")) : "";
		return errors.isEmpty() ? String.valueOf(reason.getMessage()) : errors;
	}

	@Override
	public void close() {
		this.producers.destroy();
	}

}
