package io.github.customeriospring.queue;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operation of an import.
 *
 * @param index which operation, from 0
 * @param operation the operation
 * @param failure why it was not accepted, or {@code null} if it was
 * @since 0.1.0
 */
public record ImportResult(long index, TrackOperation operation, @Nullable CustomerIoException failure) {

	/**
	 * Return whether Customer.io accepted the operation.
	 * @return whether it did
	 */
	public boolean isAccepted() {
		return this.failure == null;
	}

}
