package io.github.customeriospring.app.content;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Data that messages can use, without its content.
 *
 * @param id the collection's id
 * @param name the name that messages use
 * @param rows how many rows it has
 * @param bytes how large it is
 * @param schema the names of what is in a row
 * @param createdAt when it was created, or {@code null} if not known
 * @param updatedAt when it was changed last, or {@code null} if not known
 * @since 0.1.0
 */
public record DataCollection(long id, String name, long rows, long bytes, List<String> schema,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

}
