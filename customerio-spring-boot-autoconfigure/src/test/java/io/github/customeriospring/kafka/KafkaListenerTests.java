package io.github.customeriospring.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.Outage;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the listener for topics with a broker, whole applications and the simulator.
 */
class KafkaListenerTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	private static final int PARTITIONS = 6;

	private static final int KEYS = 500;

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder().recordedRequests(0).start();

	private static final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);

	/** The name of the group, too. */
	private String topic;

	@TempDir
	private Path directory;

	@BeforeAll
	static void startBroker() {
		broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
		broker.brokerProperty("group.min.session.timeout.ms", "500");
		broker.afterPropertiesSet();
	}

	@AfterAll
	static void stopBroker() {
		broker.destroy();
	}

	@BeforeEach
	void createTopics(TestInfo test) {
		this.topic = test.getTestMethod().orElseThrow().getName();
		broker.addTopics(this.topic, this.topic + ".dlt");
	}

	@AfterEach
	void stop() {
		this.customerIo.close();
	}

	@Test
	void recordsAreSentInFewRequestsAndBadOnesGoToTheDeadLetterTopic() throws Exception {
		send(IntStream.range(0, 3000).mapToObj((i) -> event(i % KEYS, i)).toList());
		send(Stream
			.of(message("p1", "not JSON"), message("p2", "{\"type\":\"person\",\"action\":\"identify\"}"),
					message("p3", null))
			.toList());
		try (ConfigurableApplicationContext context = listener()) {
			await().atMost(LONG).until(() -> this.customerIo.events().size() == 3000 && committed() == 3003);
			List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(2);
			assertThat(letters).extracting((letter) -> text(letter.value()))
				.containsExactlyInAnyOrder("not JSON", "{\"type\":\"person\",\"action\":\"identify\"}");
			ConsumerRecord<byte[], byte[]> letter = letters.stream()
				.filter((one) -> text(one.key()).equals("p2"))
				.findFirst()
				.orElseThrow();
			assertThat(header(letter, KafkaHeaders.DLT_EXCEPTION_MESSAGE))
				.isEqualTo("'identifiers' must be a JSON object");
			assertThat(header(letter, KafkaHeaders.DLT_EXCEPTION_FQCN))
				.isEqualTo(IllegalArgumentException.class.getName());
			assertThat(header(letter, KafkaHeaders.DLT_ORIGINAL_TOPIC)).isEqualTo(this.topic);
			assertThat(ByteBuffer.wrap(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET).value()).getLong())
				.isPositive();
			assertThat(this.customerIo.stats(SimulatedQuota.TRACK).accepted()).isLessThan(30);
			assertOrderOfEachKey();
		}
	}

	@Test
	void operationThatCustomerIoRefusesGoesToTheDeadLetterTopicWithItsReason() throws Exception {
		this.customerIo.faults()
			.next(1, Fault.status(207,
					"{\"errors\":[{\"batch_index\":0,\"reason\":\"invalid\",\"field\":\"name\",\"message\":\"is odd\"}]}"));
		send(List.of(event(1, 0)));
		try (ConfigurableApplicationContext context = listener()) {
			ConsumerRecord<byte[], byte[]> letter = deadLetters(1).get(0);
			assertThat(text(letter.key())).isEqualTo("p1");
			assertThat(header(letter, KafkaHeaders.DLT_EXCEPTION_MESSAGE)).contains("is odd");
			await().atMost(LONG).until(() -> committed() == 1);
		}
	}

	@Test
	void offsetsAreCommittedAfterTheOutcomesOnly() throws Exception {
		send(IntStream.range(0, 2000).mapToObj((i) -> event(i % KEYS, i)).toList());
		try (Outage outage = this.customerIo.faults().outage(Fault.status(503));
				ConfigurableApplicationContext context = listener("customerio.shutdown-timeout=0s")) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			await().atMost(LONG).until(() -> queue.stats().queued() + queue.stats().inFlight() == 2000);
			assertThat(committed()).isZero();
		}
		assertThat(committed()).isZero();
		try (ConfigurableApplicationContext context = listener()) {
			await().atMost(LONG).until(() -> this.customerIo.events().size() == 2000 && committed() == 2000);
			assertOrderOfEachKey();
		}
		assertThat(deadLetters(0)).isEmpty();
	}

	@Test
	void queueIsNeverFilledByRecordsAlone() throws Exception {
		send(IntStream.range(0, 5000).mapToObj((i) -> event(i % KEYS, i)).toList());
		Outage outage = this.customerIo.faults().outage(Fault.status(503));
		try (ConfigurableApplicationContext context = listener("customerio.queue.capacity=1000")) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			await().atMost(LONG).until(() -> queue.fillLevel() > 0.8);
			assertThat(queue.add(TrackOperation.identify("somebody", Map.of()))).isNotDone();
			outage.close();
			await().atMost(LONG).until(() -> this.customerIo.events().size() == 5000 && committed() == 5000);
			assertThat(queue.stats().rejected()).isZero();
			assertOrderOfEachKey();
		}
	}

	@Test
	void rebalanceKeepsTheOrderAndRepeatsNothingOfWhatGoesThrough() throws Exception {
		send(IntStream.range(0, 20_000).mapToObj((i) -> event(i % KEYS, i)).toList());
		String small = "spring.kafka.consumer.max-poll-records=500";
		try (ConfigurableApplicationContext first = listener(small)) {
			await().atMost(LONG).until(() -> this.customerIo.events().size() > 1000);
			try (ConfigurableApplicationContext second = listener(small)) {
				await().atMost(LONG).until(() -> this.customerIo.events().size() == 20_000 && committed() == 20_000);
			}
		}
		assertThat(this.customerIo.duplicateEvents()).isZero();
		assertOrderOfEachKey();
	}

	@Test
	void ofThreeConsumersOneKilledAndALongPauseNothingIsLostOrOvertaken() throws Exception {
		int records = 30_000;
		List<Integer> all = IntStream.range(0, records).boxed().toList();
		send(all.subList(0, records / 2).stream().map((i) -> event(i % KEYS, i)).toList());
		String[] third = { "customerio.rate-limit.track.limit=33", "spring.kafka.consumer.max-poll-records=1000" };
		Process victim = process(third);
		try (ConfigurableApplicationContext first = listener(third);
				ConfigurableApplicationContext second = listener(third)) {
			await().atMost(LONG).until(() -> partitions(first) == 2 && partitions(second) == 2);
			send(all.subList(records / 2, records * 3 / 4).stream().map((i) -> event(i % KEYS, i)).toList());
			assertThat(victim.destroyForcibly().waitFor()).isEqualTo(137);
			await().atMost(LONG).until(() -> partitions(first) == 3 && partitions(second) == 3);
			double rebalances = rebalances(first) + rebalances(second);
			try (Outage outage = this.customerIo.faults().outage(Fault.tooManyRequests(Duration.ofSeconds(1)))) {
				send(all.subList(records * 3 / 4, records).stream().map((i) -> event(i % KEYS, i)).toList());
				// twice as long as a listener that blocks would be let be
				await().atMost(LONG).until(() -> holdsFor(first, 8) && holdsFor(second, 8));
			}
			await().atMost(LONG).until(() -> this.customerIo.events().size() == records && committed() == records);
			assertThat(rebalances(first) + rebalances(second)).isEqualTo(rebalances);
		}
		finally {
			victim.destroyForcibly();
		}
		assertOrderOfEachKey();
		assertThat(deadLetters(0)).isEmpty();
	}

	private static boolean holdsFor(ConfigurableApplicationContext context, int seconds) {
		var hold = context.getBean(CustomerIoQueue.class).stats().hold();
		return hold != null && hold.duration().toSeconds() >= seconds;
	}

	private static int partitions(ConfigurableApplicationContext context) {
		return container(context).getAssignedPartitions().size();
	}

	private static double rebalances(ConfigurableApplicationContext context) {
		return container(context).metrics()
			.values()
			.stream()
			.flatMap((metrics) -> metrics.values().stream())
			.filter((metric) -> metric.metricName().name().equals("rebalance-total"))
			.map(Metric::metricValue)
			.mapToDouble((value) -> (Double) value)
			.sum();
	}

	private static ConcurrentMessageListenerContainer<?, ?> container(ConfigurableApplicationContext context) {
		return context.getBean(ConcurrentMessageListenerContainer.class);
	}

	/** Each event has the number of its record; those of a person must come in order. */
	private void assertOrderOfEachKey() {
		Map<String, Integer> last = new HashMap<>();
		Set<Integer> numbers = new HashSet<>();
		for (SimulatedEvent event : this.customerIo.events()) {
			int number = (Integer) event.attributes().get("n");
			assertThat(numbers.add(number)).as("record %s once", number).isTrue();
			Integer before = last.put(event.person(), number);
			assertThat((before != null) ? before : -1).as("of %s, before %s", event.person(), number)
				.isLessThan(number);
		}
	}

	private ConfigurableApplicationContext listener(String... more) {
		return KafkaListenerApplication.start(this.customerIo.url(), broker.getBrokersAsString(), this.topic, more);
	}

	private Process process(String... more) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						KafkaListenerApplication.class.getName()));
		command.addAll(List.of(KafkaListenerApplication.properties(this.customerIo.url(), broker.getBrokersAsString(),
				this.topic, more)));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("listener.log").toFile())
			.start();
	}

	private ProducerRecord<byte[], byte[]> event(int key, int number) {
		return message("p" + key, "{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"p" + key
				+ "\"},\"name\":\"counted\",\"attributes\":{\"n\":" + number + "}}");
	}

	private ProducerRecord<byte[], byte[]> message(String key, String value) {
		return new ProducerRecord<>(this.topic, key.getBytes(StandardCharsets.UTF_8),
				(value != null) ? value.getBytes(StandardCharsets.UTF_8) : null);
	}

	private void send(List<ProducerRecord<byte[], byte[]>> messages) throws ExecutionException, InterruptedException {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", broker.getBrokersAsString(), "enable.idempotence", false,
						"max.in.flight.requests.per.connection", 1),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			List<Future<?>> sent = new ArrayList<>();
			messages.forEach((message) -> sent.add(producer.send(message)));
			for (Future<?> one : sent) {
				one.get();
			}
		}
	}

	/** How many records of the topic the group is done with. */
	private long committed() {
		return broker.doWithAdminFunction((admin) -> {
			try {
				return admin.listConsumerGroupOffsets(this.topic)
					.partitionsToOffsetAndMetadata()
					.get()
					.values()
					.stream()
					.mapToLong((offset) -> offset.offset())
					.sum();
			}
			catch (InterruptedException | ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
		List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers",
				broker.getBrokersAsString(), "group.id", this.topic + ".operators", "auto.offset.reset", "earliest"),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			consumer.subscribe(List.of(this.topic + ".dlt"));
			await().atMost(LONG).until(() -> {
				consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
				return letters.size() >= count && !consumer.assignment().isEmpty();
			});
			consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
		}
		return letters;
	}

	private static String header(ConsumerRecord<?, ?> letter, String name) {
		return text(letter.headers().lastHeader(name).value());
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
