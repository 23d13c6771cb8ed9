package io.github.customeriospring.app.export;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A file that Customer.io makes.
 *
 * @param id the export's id
 * @param type what is in it: {@code customers} or {@code deliveries}
 * @param status {@code pending}, {@code done} or {@code failed}
 * @param failed whether it failed
 * @param total how many rows it has
 * @param description what is in it, in words, or {@code null}
 * @param downloads how often it was downloaded
 * @param createdAt when it was asked for, or {@code null} if not known
 * @param updatedAt when it was changed last, or {@code null} if not known
 * @since 0.1.0
 */
public record Export(long id, @Nullable String type, @Nullable String status, boolean failed, long total,
		@Nullable String description, long downloads, @Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/**
	 * Return whether it can be downloaded.
	 * @return whether it is done
	 */
	public boolean isDone() {
		return "done".equals(this.status) && !this.failed;
	}

	/**
	 * Return whether it never will be done.
	 * @return whether it failed
	 */
	public boolean isFailed() {
		return this.failed || "failed".equals(this.status);
	}

	/**
	 * Describe the export without its description, which may name people.
	 */
	@Override
	public String toString() {
		return "export " + this.id + " (" + this.status + ")";
	}

}
