package io.github.customeriospring.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Lets processes stand still, as a paused machine or a long garbage collection does.
 */
public final class Signals {

	private Signals() {
	}

	/**
	 * Let a process stand still.
	 * @param process the process
	 */
	public static void stop(ProcessHandle process) {
		send("-STOP", process);
	}

	/**
	 * Let it go on.
	 * @param process the process
	 */
	public static void goOn(ProcessHandle process) {
		send("-CONT", process);
	}

	private static void send(String signal, ProcessHandle process) {
		try {
			new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
