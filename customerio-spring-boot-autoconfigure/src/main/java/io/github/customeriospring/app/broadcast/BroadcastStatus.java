package io.github.customeriospring.app.broadcast;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far a triggered broadcast is.
 *
 * @param id the trigger's id
 * @param broadcastId the broadcast's id
 * @param createdAt when it was triggered, in whole seconds, or {@code null} if not said
 * @param processedAt when its audience was worked through, in whole seconds, or
 * {@code null} if that is still to come
 * @since 0.1.0
 */
public record BroadcastStatus(long id, long broadcastId, @Nullable Instant createdAt, @Nullable Instant processedAt) {

	public BroadcastStatus {
		processedAt = Instant.EPOCH.equals(processedAt) ? null : processedAt;
	}

}
