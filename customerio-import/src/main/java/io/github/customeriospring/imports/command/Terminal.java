package io.github.customeriospring.imports.command;

import java.io.Console;

/**
 * Whether somebody watches.
 */
final class Terminal {

	private Terminal() {
	}

	/** From Java 22 on there is a console even where there is no terminal. */
	static boolean isThere() {
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

}
