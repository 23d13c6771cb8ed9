package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.imports.journal.JournalFiles;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.run.ColumnTable;
import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.FileImporter;
import io.github.customeriospring.imports.run.ImportSummary;
import io.github.customeriospring.imports.run.ProgressView;
import io.github.customeriospring.imports.run.Stop;
import io.github.customeriospring.queue.BulkImporter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Imports with the client of an application context that has no web server.
 */
final class ImportSession implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final BulkImporter bulk;

	private final FileImporter importer;

	private ImportSession(ConfigurableApplicationContext context, Stop stop) {
		this.context = context;
		CustomerIoConnectionDetails details = context.getBean(CustomerIoConnectionDetails.class);
		if (details.getSiteId() == null) {
			throw new UsageException("Imports need customerio.site-id and customerio.api-key");
		}
		this.bulk = context.getBean(BulkImporter.class);
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		this.importer = new FileImporter(this.bulk, details.getTrackUrl() + " " + details.getSiteId(),
				() -> PermitWaits.total(meters), stop);
	}

	static ImportSession start(ImportOptions options, Stop stop) {
		SpringApplication spring = new SpringApplication(ImportApplication.class);
		spring.setWebApplicationType(WebApplicationType.NONE);
		spring.setBannerMode(Banner.Mode.OFF);
		spring.setLogStartupInfo(false);
		// an interruption lets the import finish first
		spring.setRegisterShutdownHook(false);
		spring.setDefaultProperties(Map.of("logging.level.root", "warn",
				// what the failure analysis says in better words
				"logging.level.org.springframework.context.annotation.AnnotationConfigApplicationContext", "error",
				"spring.main.lazy-initialization", "true", "spring.reactor.netty.shutdown-quiet-period", "0s"));
		ConfigurableApplicationContext context = spring.run(arguments(options));
		try {
			return new ImportSession(context, stop);
		}
		catch (RuntimeException ex) {
			context.close();
			throw ex;
		}
	}

	private static String[] arguments(ImportOptions options) {
		List<String> arguments = new ArrayList<>(options.properties());
		if (options.rate() != null) {
			arguments.add("--customerio.bulk.rate=" + options.rate());
		}
		if (options.simulator() != null) {
			arguments.add("--customerio.site-id=simulated-site-id");
			arguments.add("--customerio.api-key=simulated-api-key");
			arguments.add("--customerio.track.url=" + options.simulator());
		}
		return arguments.toArray(String[]::new);
	}

	ExitCode run(String name, ImportFile file, FileLook look, JournalFiles files, PrintStream out, PrintStream err)
			throws IOException {
		out.println(name + ": " + look);
		out.print(ColumnTable.of(look.columns()));
		look.columns().warnings().forEach((warning) -> out.println("! " + warning));
		ImportSummary summary;
		try (ProgressView view = Terminal.isThere() ? ProgressView.bar(err, file.size()) : ProgressView.lines(err)) {
			summary = this.importer.run(file, look, files, view);
		}
		out.print(summary.describe(String.valueOf(files.failed()), this.bulk.batches().concurrency()));
		return summary.exitCode();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
