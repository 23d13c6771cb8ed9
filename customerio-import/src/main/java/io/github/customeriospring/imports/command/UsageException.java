package io.github.customeriospring.imports.command;

/**
 * The command line was wrong. The message says how.
 */
class UsageException extends RuntimeException {

	UsageException(String message) {
		super(message);
	}

}
