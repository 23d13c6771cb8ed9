package io.github.customeriospring.app.broadcast;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a triggered broadcast.
 *
 * @param id the trigger's id
 * @param broadcastId the broadcast's id
 * @param createdAt when it was triggered, in whole seconds, or {@code null} if unknown
 * @param processedAt when its whole audience had been processed, in whole seconds, or
 * {@code null} if it has not been processed yet
 * @since 0.1.0
 */
public record BroadcastStatus(long id, long broadcastId, @Nullable Instant createdAt, @Nullable Instant processedAt) {

	public BroadcastStatus {
		processedAt = Instant.EPOCH.equals(processedAt) ? null : processedAt;
	}

}
