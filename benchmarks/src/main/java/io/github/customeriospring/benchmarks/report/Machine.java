package io.github.customeriospring.benchmarks.report;

import java.lang.management.ManagementFactory;

/**
 * What the benchmarks run on, without its name.
 */
public final class Machine {

	private Machine() {
	}

	/**
	 * Describe it.
	 * @return cores, memory, system and Java
	 */
	public static String describe() {
		long memory = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
			.getTotalMemorySize();
		return "%d cores, %d GB of memory, %s %s, Java %s".formatted(Runtime.getRuntime().availableProcessors(),
				Math.round(memory / (double) (1 << 30)), System.getProperty("os.name"), System.getProperty("os.arch"),
				Runtime.version().feature());
	}

}
