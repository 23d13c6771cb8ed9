package io.github.customeriospring.imports.command;

import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.Stop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Imports a file from the command line.
 *
 * @since 0.1.0
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ImportApplication {

	/**
	 * Import, and end the process.
	 * @param args the file and the options, see {@code --help}
	 */
	public static void main(String[] args) {
		Stop stop = new Stop();
		Interruption interruption = Interruption.install(stop);
		ExitCode exitCode = new ImportCommand(System.in, System.out, System.err, stop).run(args);
		interruption.finished();
		System.exit(exitCode.value());
	}

	/** The summary tells how long requests waited for permits. */
	@Bean
	MeterRegistry meterRegistry() {
		return new SimpleMeterRegistry();
	}

}
