package io.github.customeriospring.app.export;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An export: a file that Customer.io creates.
 *
 * @param id the export's id
 * @param type the kind of content: {@code customers} or {@code deliveries}
 * @param status the status: {@code pending}, {@code done} or {@code failed}
 * @param failed whether it failed
 * @param total the number of rows
 * @param description a description of the content, or {@code null}
 * @param downloads how often it has been downloaded
 * @param createdAt when it was requested, or {@code null} if unknown
 * @param updatedAt when it was last changed, or {@code null} if unknown
 * @since 0.1.0
 */
public record Export(long id, @Nullable String type, @Nullable String status, boolean failed, long total,
		@Nullable String description, long downloads, @Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/**
	 * Return whether the file can be downloaded.
	 * @return whether the export is done
	 */
	public boolean isDone() {
		return "done".equals(this.status) && !this.failed;
	}

	/**
	 * Return whether the export failed, so that there will never be a file.
	 * @return whether the export failed
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
