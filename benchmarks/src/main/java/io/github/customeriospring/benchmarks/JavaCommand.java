package io.github.customeriospring.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

	/**
	 * Run a main class that prints figures, a line each: a name and a number.
	 * @param main the class
	 * @param options the options of the JVM
	 * @param arguments the arguments of the class
	 * @return the figures
	 * @throws IOException if it cannot be run
	 */
	public static Map<String, Double> figures(Class<?> main, List<String> options, String... arguments)
			throws IOException {
		Process process = of(main, options, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (BufferedReader in = process.inputReader()) {
			return in.lines()
				.map((line) -> line.split(" "))
				.filter((parts) -> parts.length == 2)
				.collect(Collectors.toMap((parts) -> parts[0], (parts) -> Double.valueOf(parts[1])));
		}
	}

}
