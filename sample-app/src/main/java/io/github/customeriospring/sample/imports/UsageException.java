package io.github.customeriospring.sample.imports;

/**
 * The command line was wrong. The message says how.
 */
class UsageException extends RuntimeException {

	UsageException(String message) {
		super(message);
	}

}
