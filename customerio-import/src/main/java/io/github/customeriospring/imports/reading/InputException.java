package io.github.customeriospring.imports.reading;

/**
 * A file cannot be imported as it is. The message says why, and what to do.
 */
public class InputException extends RuntimeException {

	private final boolean usage;

	/**
	 * Create an exception.
	 * @param message what is wrong
	 * @param usage whether other options would do
	 */
	public InputException(String message, boolean usage) {
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
