package io.github.customeriospring.simulator.server;

import java.io.PrintStream;

import io.github.customeriospring.simulator.QuotaStats;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;

/**
 * Runs a {@link SimulatedCustomerIo} as a standalone process until it is stopped.
 *
 * @since 0.1.0
 */
public final class SimulatedCustomerIoServer {

	private static final int USAGE_ERROR = 2;

	private SimulatedCustomerIoServer() {
	}

	/**
	 * Start the server.
	 * @param args the options, see {@code --help}
	 */
	public static void main(String[] args) {
		int exitCode = run(System.out, System.err, args);
		if (exitCode != 0) {
			System.exit(exitCode);
		}
	}

	static int run(PrintStream out, PrintStream err, String... args) {
		ServerOptions options;
		try {
			options = ServerOptions.parse(args);
		}
		catch (IllegalArgumentException ex) {
			err.println(ex.getMessage());
			return USAGE_ERROR;
		}
		if (options.isHelp()) {
			out.print(ServerOptions.HELP);
			return 0;
		}
		SimulatedCustomerIo customerIo;
		try {
			customerIo = options.start();
		}
		catch (RuntimeException ex) {
			err.println("Cannot start: " + ex.getMessage());
			return 1;
		}
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(customerIo, out), "shutdown"));
		out.println("url:         " + customerIo.url());
		out.println("site id:     " + SimulatedCustomerIo.SITE_ID);
		out.println("api key:     " + SimulatedCustomerIo.API_KEY);
		out.println("app api key: " + SimulatedCustomerIo.APP_API_KEY);
		out.flush();
		customerIo.awaitClose();
		return 0;
	}

	private static void stop(SimulatedCustomerIo customerIo, PrintStream out) {
		customerIo.close();
		for (SimulatedQuota quota : SimulatedQuota.values()) {
			QuotaStats stats = customerIo.stats(quota);
			if (stats.accepted() + stats.refused() + stats.failed() > 0) {
				out.printf("%s: %d accepted, %d refused, %d failed, at most %d in a window%n", quota, stats.accepted(),
						stats.refused(), stats.failed(), stats.mostInAnyWindow());
			}
		}
		out.println("stopped");
		out.flush();
	}

}
