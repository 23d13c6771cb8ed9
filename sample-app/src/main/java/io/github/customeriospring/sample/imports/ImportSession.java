package io.github.customeriospring.sample.imports;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.customeriospring.autoconfigure.CustomerIoConnectionDetails;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.sample.imports.journal.Journal;
import io.github.customeriospring.sample.imports.journal.OpenLines;
import io.github.customeriospring.sample.imports.lines.FileIdentity;
import io.github.customeriospring.sample.imports.lines.ImportFile;
import io.github.customeriospring.sample.imports.lines.LineMapper;
import io.github.customeriospring.sample.imports.lines.LineSource;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs an import with the client of the application, without its web server.
 */
final class ImportSession {

	private final ImportOptions options;

	private final ImportFile file;

	private final LineSource lines;

	private final Stop stop;

	ImportSession(ImportOptions options, ImportFile file, LineSource lines, Stop stop) {
		this.options = options;
		this.file = file;
		this.lines = lines;
		this.stop = stop;
	}

	ExitCode run(Class<?> application, PrintStream out, PrintStream err) throws IOException {
		try (ConfigurableApplicationContext context = start(application)) {
			boolean embedded = context.getBeanProvider(SimulatedCustomerIo.class).getIfAvailable() != null;
			if (embedded) {
				out.println("No Customer.io credentials are set: importing into a simulated Customer.io, "
						+ "which forgets everything at the end");
			}
			CustomerIoConnectionDetails details = context.getBean(CustomerIoConnectionDetails.class);
			String target = embedded ? "simulated" : details.getTrackUrl() + " " + details.getSiteId();
			FileIdentity identity = this.file
				.identity(target + " " + this.options.format() + " " + this.options.mapping());
			try (Journal journal = Journal.open(identity, this.options.checkpoint(), this.options.failed(),
					this.options.resume(), Instant.now())) {
				return run(context, journal, identity, out, err);
			}
		}
	}

	private ConfigurableApplicationContext start(Class<?> application) {
		SpringApplication spring = new SpringApplication(application);
		spring.setWebApplicationType(WebApplicationType.NONE);
		spring.setBannerMode(Banner.Mode.OFF);
		spring.setLogStartupInfo(false);
		// an interruption lets the import finish first
		spring.setRegisterShutdownHook(false);
		spring.setDefaultProperties(Map.of("logging.level.root", "warn", "spring.main.lazy-initialization", "true",
				"spring.reactor.netty.shutdown-quiet-period", "0s"));
		return spring.run(arguments().toArray(String[]::new));
	}

	private List<String> arguments() {
		List<String> arguments = new ArrayList<>(this.options.properties());
		arguments.add("--sample.people=0");
		if (this.options.rate() != null) {
			arguments.add("--customerio.bulk.rate=" + this.options.rate());
		}
		if (this.options.simulator() != null) {
			arguments.add("--customerio.site-id=" + SimulatedCustomerIo.SITE_ID);
			arguments.add("--customerio.api-key=" + SimulatedCustomerIo.API_KEY);
			arguments.add("--customerio.track-url=" + this.options.simulator());
		}
		return arguments;
	}

	private ExitCode run(ConfigurableApplicationContext context, Journal journal, FileIdentity identity,
			PrintStream out, PrintStream err) throws IOException {
		if (journal.isCompleteBefore()) {
			out.printf(Locale.ROOT,
					"Everything was imported before: %,d lines, %,d of them failed, see %s. "
							+ "--no-resume starts anew.%n",
					journal.doneBefore(), journal.failed(), this.options.failed());
			return ExitCode.SOME_FAILED;
		}
		if (journal.doneBefore() > 0) {
			out.printf(Locale.ROOT, "Resuming: %,d lines are done%n", journal.doneBefore());
		}
		BatchSettings batches = context.getBean(BulkImporter.class).batches();
		OpenLines open = new OpenLines(batches.concurrency(), batches.maxOperations(), batches.maxBytes());
		LineMapper mapper = new LineMapper(this.options.mapping(), identity, journal.started());
		ImportRun run = new ImportRun(this.file, this.lines, mapper, journal, open, this.stop);
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		ImportSummary summary;
		try (ProgressView view = Terminal.isThere() ? ProgressView.bar(err, this.file.size())
				: ProgressView.lines(err)) {
			summary = run.run(context.getBean(BulkImporter.class), view, () -> PermitWaits.total(meters));
		}
		out.print(summary.describe(String.valueOf(this.options.failed()), batches.concurrency()));
		return summary.exitCode();
	}

}
