package io.github.customeriospring.imports.run;

/**
 * How an import ends.
 */
public enum ExitCode {

	/**
	 * All lines were accepted.
	 */
	ACCEPTED(0),

	/**
	 * Some lines have failed; they are in the file of failed lines.
	 */
	SOME_FAILED(1),

	/**
	 * The command line was wrong.
	 */
	USAGE(2),

	/**
	 * An error stopped the import.
	 */
	STOPPED(3),

	/**
	 * The import was interrupted and can be resumed.
	 */
	INTERRUPTED(130);

	private final int value;

	ExitCode(int value) {
		this.value = value;
	}

	/**
	 * Return the one that matters more.
	 * @param one an end
	 * @param other another one
	 * @return the one with the higher code
	 */
	public static ExitCode worst(ExitCode one, ExitCode other) {
		return (one.value >= other.value) ? one : other;
	}

	/**
	 * Return the exit code of the process.
	 * @return the code
	 */
	public int value() {
		return this.value;
	}

}
