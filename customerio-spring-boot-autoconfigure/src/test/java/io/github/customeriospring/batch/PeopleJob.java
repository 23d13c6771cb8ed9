package io.github.customeriospring.batch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import javax.sql.DataSource;

import io.github.customeriospring.ClientApplication;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * An application with a job that reads people from a file, one id a line, and tracks an
 * event of each. It starts the job, or restarts it where an earlier process was killed.
 */
@ClientApplication
@EnableBatchProcessing
@EnableJdbcJobRepository
class PeopleJob {

	/** What an event of everybody has in common. */
	static final Instant WHEN = Instant.ofEpochSecond(1_700_000_000);

	/**
	 * Run the job.
	 * @param args the server's URL, the file, the database, the size of a chunk, the
	 * number of the item at which the process is to die or -1
	 */
	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = context(args[0], Path.of(args[1]), args[2], args[3], args[4])) {
			StepExecution step = run(context).getStepExecutions().iterator().next();
			System.out.println(step.getStatus() + " read " + step.getReadCount() + " written " + step.getWriteCount()
					+ " skipped " + step.getWriteSkipCount());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static ConfigurableApplicationContext context(String url, Path file, String database, String chunk, String dieAt) {
		return new SpringApplicationBuilder(PeopleJob.class)
			.properties("spring.main.web-application-type=none", "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false", "customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + url,
					"customerio.bulk.rate=100", "job.file=" + file, "job.database=" + database, "job.chunk=" + chunk,
					"job.die-at=" + dieAt)
			.run();
	}

	static JobExecution run(ConfigurableApplicationContext context) throws Exception {
		JobOperator operator = context.getBean(JobOperator.class);
		Job job = context.getBean(Job.class);
		JobExecution last = context.getBean(JobRepository.class)
			.getLastJobExecution(job.getName(), new JobParameters());
		// a process that was killed leaves its job as running
		return (last != null) ? operator.restart(last.isRunning() ? operator.recover(last) : last)
				: operator.start(job, new JobParameters());
	}

	@Bean
	DataSource dataSource(@Value("${job.database}") String database) {
		boolean created = Path.of(database + ".mv.db").toFile().exists();
		DataSource dataSource = new DriverManagerDataSource("jdbc:h2:" + database);
		if (!created) {
			DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(
					new ClassPathResource("org/springframework/batch/core/schema-h2.sql")), dataSource);
		}
		return dataSource;
	}

	@Bean
	PlatformTransactionManager transactionManager(DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	FlatFileItemReader<String> reader(@Value("${job.file}") Path file) {
		return new FlatFileItemReaderBuilder<String>().name("people")
			.resource(new FileSystemResource(file))
			.lineMapper((line, number) -> line)
			.build();
	}

	@Bean
	Job job(JobRepository repository, PlatformTransactionManager transactions, FlatFileItemReader<String> reader,
			BulkImporter importer, @Value("${job.chunk}") int chunk, @Value("${job.die-at}") int dieAt) {
		int[] items = { 0 };
		return new JobBuilder("people", repository)
			.start(new StepBuilder("send", repository).<String, TrackOperation>chunk(chunk)
				.transactionManager(transactions)
				.reader(reader)
				.processor((id) -> {
					if (items[0]++ == dieAt) {
						Runtime.getRuntime().halt(137);
					}
					return TrackOperation.event(id, "imported", Map.of("row", id))
						.withId(TrackOperation.stableId(WHEN, id));
				})
				.writer(new CustomerIoItemWriter(importer))
				.build())
			.build();
	}

}
