package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.mapping.Format;
import io.github.customeriospring.imports.reading.ImportFile;
import org.jspecify.annotations.Nullable;

/**
 * What to import, and how.
 *
 * @param files what to import, as given: files, folders, URLs or {@code -}
 * @param format what the lines are, or {@code null} to find out
 * @param charset what they are encoded with, or {@code null} to find out
 * @param separator what is between values, or {@code null} to find out
 * @param mapping what the columns mean
 * @param rate most requests in a second, or {@code null} for that of the configuration
 * @param simulator where a simulated Customer.io is, or {@code null}
 * @param failed the file for lines that fail, or {@code null} for one beside each file
 * @param checkpoint the file with what is done, or {@code null} for one beside each file
 * @param resume whether to go on where an earlier import was left
 * @param dryRun whether to check the lines only
 * @param properties arguments for Spring Boot
 */
record ImportOptions(List<String> files, @Nullable Format format, @Nullable Charset charset,
		@Nullable Character separator, Mapping mapping, @Nullable Integer rate, @Nullable URI simulator,
		@Nullable Path failed, @Nullable Path checkpoint, boolean resume, boolean dryRun, List<String> properties) {

	/** Look at a file as these options say. */
	FileLook look(ImportFile file) throws IOException {
		return FileLook.at(file, this.mapping, this.format, this.charset, this.separator);
	}

}
