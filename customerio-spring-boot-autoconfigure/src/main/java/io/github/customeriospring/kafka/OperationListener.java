package io.github.customeriospring.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.Assert;

/**
 * Gets what a poll brought of one partition at a time, and returns at once. The container
 * pauses the consumer, which goes on polling, until all of the poll is acknowledged.
 */
final class OperationListener
		implements BatchAcknowledgingMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

	private static final Logger logger = LoggerFactory.getLogger(OperationListener.class);

	private final RecordBatch.Surroundings surroundings;

	private final Duration maxWait;

	private final Map<TopicPartition, RecordBatch> inFlight = new ConcurrentHashMap<>();

	/**
	 * Create a listener.
	 * @param surroundings what it works with
	 * @param maxWait how long a rebalance waits for outcomes
	 */
	OperationListener(RecordBatch.Surroundings surroundings, Duration maxWait) {
		this.surroundings = surroundings;
		this.maxWait = maxWait;
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> messages, @Nullable Acknowledgment acknowledgment) {
		Assert.state(acknowledgment != null, "The container must use manual acknowledgments");
		ConsumerRecord<byte[], byte[]> first = messages.get(0);
		TopicPartition partition = new TopicPartition(first.topic(), first.partition());
		RecordBatch batch = new RecordBatch(messages, this.surroundings, acknowledgment::acknowledge);
		this.inFlight.put(partition, batch);
		batch.done().thenRun(() -> this.inFlight.remove(partition, batch));
		batch.handIn();
	}

	/**
	 * Another consumer gets these partitions, and with them what has no outcome. Before
	 * it starts, nothing of that may be left here that could overtake it.
	 */
	@Override
	public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		List<RecordBatch> batches = partitions.stream().map(this.inFlight::get).filter(Objects::nonNull).toList();
		try {
			CompletableFuture.allOf(batches.stream().map(RecordBatch::done).toArray(CompletableFuture[]::new))
				.get(this.maxWait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			giveBack(partitions);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			giveBack(partitions);
		}
	}

	/** Others have them already. */
	@Override
	public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		giveBack(partitions);
	}

	private void giveBack(Collection<TopicPartition> partitions) {
		for (TopicPartition partition : partitions) {
			RecordBatch batch = this.inFlight.remove(partition);
			int open = (batch != null) ? batch.giveBack() : 0;
			if (open > 0) {
				logger.info("{} records of {} without an outcome stay with Kafka; the consumer that gets the partition "
						+ "sends them", open, partition);
			}
		}
	}

}
