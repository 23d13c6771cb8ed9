package io.github.customeriospring.imports.reading;

/**
 * The header of a CSV file does not fit. The message says what is wrong.
 */
public class HeaderException extends RuntimeException {

	private final boolean usage;

	/**
	 * Create an exception.
	 * @param message what is wrong
	 * @param usage whether other options would do
	 */
	public HeaderException(String message, boolean usage) {
		super(message);
		this.usage = usage;
	}

	/**
	 * Return whether other options would do.
	 * @return whether it is not the file's mistake
	 */
	public boolean isUsage() {
		return this.usage;
	}

}
