package io.github.customeriospring.benchmarks.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.weather.WeatherResult;
import io.github.customeriospring.benchmarks.weather.child.Child;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.Outage;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * Three applications that send what is in a topic; one is killed, and Customer.io refuses
 * everything for a while.
 */
public final class TopicPart implements Part {

	private static final int KEYS = 10_000;

	private static final int BAD = 100;

	private static final Duration MISSED = Duration.ofSeconds(15);

	private static final int PARTITIONS = 12;

	@Override
	public String name() {
		return "kafka";
	}

	@Override
	public WeatherResult run(boolean quick) throws Exception {
		int records = quick ? 100_000 : 1_000_000;
		Duration pause = quick ? Duration.ofSeconds(25) : Duration.ofMinutes(1);
		EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS, "people", "people.dlt");
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder().recordedRequests(0).start()) {
			broker.afterPropertiesSet();
			String kafka = broker.getBrokersAsString();
			produce(kafka, records);
			try (Child victim = Child.start(TopicMain.class, List.of(), customerIo.url(), kafka);
					Child first = Child.start(TopicMain.class, List.of(), customerIo.url(), kafka);
					Child second = Child.start(TopicMain.class, List.of(), customerIo.url(), kafka)) {
				long start = System.nanoTime();
				await(customerIo, records / 5);
				victim.close();
				String before;
				try (Outage outage = customerIo.faults().outage(Fault.tooManyRequests())) {
					// until the others have the partitions of the one that was killed
					Thread.sleep(MISSED.toMillis());
					before = rebalances(first) + rebalances(second);
					Thread.sleep(pause.toMillis());
				}
				await(customerIo, records);
				double seconds = (System.nanoTime() - start) / 1e9;
				String after = rebalances(first) + rebalances(second);
				long letters = letters(kafka);
				int overtaken = overtaken(customerIo.events());
				WeatherResult result = new WeatherResult(
						"Kafka topic of %,d operations and %d bad ones, 3 consumers, one killed, 429s for %d s"
							.formatted(records, BAD, pause.plus(MISSED).toSeconds()),
						"all arrive, order per key, no rebalance by poll interval, bad ones in the dead-letter topic",
						"%,d arrived in %.0f s with start and pause, %,d sent again, %d overtaken, %d bad ones set aside; rebalances before the pause %s, after it %s"
							.formatted(customerIo.events().size(), seconds, customerIo.duplicateEvents(), overtaken,
									letters, before, after),
						customerIo.events().size() == records && overtaken == 0 && letters >= BAD
								&& before.equals(after));
				System.out.println("  " + result);
				return result;
			}
		}
		finally {
			broker.destroy();
		}
	}

	private static void await(SimulatedCustomerIo customerIo, int events) throws InterruptedException {
		for (int i = 0; i < 3000 && customerIo.operations() - customerIo.duplicateEvents() < events; i++) {
			Thread.sleep(100);
		}
	}

	private static String rebalances(Child child) throws Exception {
		child.goOn();
		return child.await("rebalances ", Duration.ofSeconds(10));
	}

	private static void produce(String kafka, int records) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", kafka, "linger.ms", 20), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			for (int i = 0; i < records; i++) {
				String key = "p" + i % KEYS;
				producer.send(new ProducerRecord<>("people", bytes(key),
						bytes("{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"" + key
								+ "\"},\"name\":\"counted\",\"attributes\":{\"n\":" + i + "}}")));
				if (i % (records / BAD) == 0) {
					producer.send(new ProducerRecord<>("people", bytes(key), bytes("bad")));
				}
			}
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static int overtaken(List<SimulatedEvent> events) {
		Map<String, Integer> last = new HashMap<>();
		int overtaken = 0;
		for (SimulatedEvent event : events) {
			if (event.attributes().get("n") instanceof Integer number) {
				Integer before = last.put(String.valueOf(event.person()), number);
				overtaken += (before != null && before > number) ? 1 : 0;
			}
		}
		return overtaken;
	}

	private static long letters(String kafka) throws Exception {
		Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
		for (int i = 0; i < PARTITIONS; i++) {
			latest.put(new TopicPartition("people.dlt", i), OffsetSpec.latest());
		}
		try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", kafka))) {
			return admin.listOffsets(latest).all().get().values().stream().mapToLong((offset) -> offset.offset()).sum();
		}
	}

}
