package io.github.customeriospring.benchmarks;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts further JVMs with this one's class path.
 */
public final class JavaCommand {

	private JavaCommand() {
	}

	/**
	 * Prepare a process that runs a main class.
	 * @param main the class
	 * @param options the options of the JVM
	 * @param arguments the arguments of the class
	 * @return the process, not started
	 */
	public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		command.addAll(options);
		command.add("-cp");
		command.add(System.getProperty("java.class.path"));
		command.add(main.getName());
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command);
	}

}
