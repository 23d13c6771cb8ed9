package io.github.customeriospring.app.content;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A data collection that messages can use, without its content.
 *
 * @param id the collection's id
 * @param name the name that messages use
 * @param rows the number of rows
 * @param bytes the size in bytes
 * @param schema the names of the columns
 * @param createdAt when it was created, or {@code null} if unknown
 * @param updatedAt when it was last changed, or {@code null} if unknown
 * @since 0.1.0
 */
public record DataCollection(long id, String name, long rows, long bytes, List<String> schema,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

}
