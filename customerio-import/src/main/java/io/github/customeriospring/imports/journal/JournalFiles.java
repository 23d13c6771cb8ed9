package io.github.customeriospring.imports.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where an import notes what it did.
 *
 * @param failed the file for lines that fail
 * @param checkpoint the file with what is done, or {@code null} for none
 * @param resume whether to go on where an earlier import was left
 * @param keep whether to keep the checkpoint of an import that is complete, as others of
 * the same command may not be
 */
public record JournalFiles(Path failed, @Nullable Path checkpoint, boolean resume, boolean keep) {

	/**
	 * Forget what was done.
	 * @throws IOException if the checkpoint cannot be deleted
	 */
	public void forget() throws IOException {
		if (this.checkpoint != null) {
			Files.deleteIfExists(this.checkpoint);
		}
	}

}
