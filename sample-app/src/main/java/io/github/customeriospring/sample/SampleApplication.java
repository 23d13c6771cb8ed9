package io.github.customeriospring.sample;

import java.util.Arrays;

import io.github.customeriospring.sample.imports.ImportCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the sample: the web service, or the import of a file.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SampleApplication {

	/**
	 * Start the sample.
	 * @param args command line arguments; {@code import} and a file imports that
	 */
	public static void main(String[] args) {
		if (args.length > 0 && args[0].equals("import")) {
			ImportCommand.main(SampleApplication.class, Arrays.copyOfRange(args, 1, args.length));
		}
		else {
			SpringApplication.run(SampleApplication.class, args);
		}
	}

}
