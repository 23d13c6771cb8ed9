package io.github.customeriospring.imports.mapping;

import java.io.IOException;

import io.github.customeriospring.imports.reading.ByteLines;
import io.github.customeriospring.imports.reading.HeaderException;
import io.github.customeriospring.imports.reading.LineSource;

/**
 * What the lines of a file are.
 */
public enum Format {

	/**
	 * Comma-separated values with a header.
	 */
	CSV,

	/**
	 * A JSON object a line.
	 */
	JSONL;

	/**
	 * Read lines of this format.
	 * @param lines the lines of the file
	 * @param mapping what the columns mean
	 * @return the lines with their values
	 * @throws IOException if the file cannot be read
	 * @throws HeaderException if there is no usable header
	 */
	public LineSource read(ByteLines lines, Mapping mapping) throws IOException {
		return (this == CSV) ? new CsvLines(lines, mapping) : new JsonLines(lines);
	}

}
