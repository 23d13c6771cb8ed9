package io.github.customeriospring.imports.reading;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Lines of a file, one after the other.
 */
@FunctionalInterface
public interface LineSource {

	/**
	 * Read the next line. Blank ones are left out.
	 * @return the line, or {@code null} at the end
	 * @throws IOException if the file cannot be read
	 */
	@Nullable SourceLine next() throws IOException;

}
