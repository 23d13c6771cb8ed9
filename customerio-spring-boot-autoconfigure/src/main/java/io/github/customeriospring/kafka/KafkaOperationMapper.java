package io.github.customeriospring.kafka;

import java.util.List;

import io.github.customeriospring.operation.TrackOperation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes operations of the records of {@code customerio.kafka.topics}. A bean of this type
 * replaces the one that takes the JSON of an operation for a record's value.
 * <p>
 * A record may come again, after a rebalance or a kill. So give events an id and a
 * timestamp that depend on the record only ({@link TrackOperation#stableId}), and
 * identifies a timestamp.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface KafkaOperationMapper {

	/**
	 * Make the operations of a record. Called on threads of the consumers, one partition
	 * after the other, so it must not wait.
	 * @param message the record; key and value are what is in the topic
	 * @return the operations in their order, none if the record is to be left out
	 * @throws Exception if it is a bad record, which goes to the dead-letter topic
	 */
	List<TrackOperation> toOperations(ConsumerRecord<byte[], byte[]> message) throws Exception;

}
