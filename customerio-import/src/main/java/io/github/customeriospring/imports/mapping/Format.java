package io.github.customeriospring.imports.mapping;

import io.github.customeriospring.imports.reading.InputException;

/**
 * What the lines of a file are.
 */
public enum Format {

	/**
	 * Separated values with a header.
	 */
	CSV,

	/**
	 * A JSON object a line.
	 */
	JSONL;

	/** By the first character: no header starts like JSON. */
	static Format detect(byte[] head) {
		for (byte value : head) {
			if (value == '[') {
				throw new InputException(
						"This is a JSON array: write an object a line instead, such as with jq -c '.[]'", false);
			}
			if (value == '{') {
				return JSONL;
			}
			boolean mark = value == (byte) 0xEF || value == (byte) 0xBB || value == (byte) 0xBF || value == (byte) 0xFE
					|| value == (byte) 0xFF;
			if (value > ' ' || (value < 0 && !mark)) {
				break;
			}
		}
		return CSV;
	}

}
