package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.customeriospring.autoconfigure.CustomerIoConnectionDetails;
import io.github.customeriospring.imports.journal.Journal;
import io.github.customeriospring.imports.journal.OpenLines;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.ImportRun;
import io.github.customeriospring.imports.run.ImportSummary;
import io.github.customeriospring.imports.run.ProgressView;
import io.github.customeriospring.imports.run.Stop;
import io.github.customeriospring.queue.batch.BatchSettings;
import io.github.customeriospring.queue.BulkImporter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs an import with the client of an application context that has no web server.
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

	ExitCode run(PrintStream out, PrintStream err) throws IOException {
		try (ConfigurableApplicationContext context = start()) {
			CustomerIoConnectionDetails details = context.getBean(CustomerIoConnectionDetails.class);
			if (details.getSiteId() == null) {
				throw new UsageException("Imports need customerio.site-id and customerio.api-key");
			}
			String target = details.getTrackUrl() + " " + details.getSiteId();
			FileIdentity identity = this.file
				.identity(target + " " + this.options.format() + " " + this.options.mapping());
			try (Journal journal = Journal.open(identity, this.options.checkpoint(), this.options.failed(),
					this.options.resume(), Instant.now())) {
				return run(context, journal, identity, out, err);
			}
		}
	}

	private ConfigurableApplicationContext start() {
		SpringApplication spring = new SpringApplication(ImportApplication.class);
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
		if (this.options.rate() != null) {
			arguments.add("--customerio.bulk.rate=" + this.options.rate());
		}
		if (this.options.simulator() != null) {
			arguments.add("--customerio.site-id=simulated-site-id");
			arguments.add("--customerio.api-key=simulated-api-key");
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
