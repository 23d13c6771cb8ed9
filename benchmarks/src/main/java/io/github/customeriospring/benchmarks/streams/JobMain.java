package io.github.customeriospring.benchmarks.streams;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import io.github.customeriospring.batch.CustomerIoItemWriter;
import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BulkImporter;

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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Starts a job that sends the people of a file, or restarts it where it was killed.
 */
public final class JobMain {

	private static final int CHUNK = 10_000;

	private JobMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, the file, the database
	 * @throws Exception if the job cannot be started
	 */
	public static void main(String[] args) throws Exception {
		AtomicLong requests = new AtomicLong();
		try (ConfigurableApplicationContext context = OurContext.start(args[0],
				Map.of("job.file", args[1], "job.database", args[2], "customerio.bulk.rate", 100), (beans) -> {
					beans.registerBean(BatchListener.class, () -> new BatchListener() {

						@Override
						public void sending(int operations) {
							requests.incrementAndGet();
						}

					});
					beans.registerBean(PeopleJob.class);
				})) {
			StepExecution step = run(context.getBean(JobOperator.class), context.getBean(Job.class),
					context.getBean(JobRepository.class))
				.getStepExecutions()
				.iterator()
				.next();
			System.out.println("job " + step.getStatus() + " read " + step.getReadCount() + " written "
					+ step.getWriteCount() + " skipped " + step.getWriteSkipCount() + " requests " + requests);
		}
	}

	private static JobExecution run(JobOperator operator, Job job, JobRepository repository) throws Exception {
		JobExecution last = repository.getLastJobExecution(job.getName(), new JobParameters());
		return (last != null) ? operator.restart(operator.recover(last)) : operator.start(job, new JobParameters());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class PeopleJob {

		@Bean
		DataSource dataSource(Environment environment) {
			String database = environment.getRequiredProperty("job.database");
			boolean isNew = !Files.exists(Path.of(database + ".mv.db"));
			DataSource dataSource = new DriverManagerDataSource("jdbc:h2:" + database);
			if (isNew) {
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
		FlatFileItemReader<String> reader(Environment environment) {
			return new FlatFileItemReaderBuilder<String>().name("people")
				.resource(new FileSystemResource(environment.getRequiredProperty("job.file")))
				.lineMapper((line, number) -> line)
				.build();
		}

		@Bean
		Job job(JobRepository repository, PlatformTransactionManager transactions, FlatFileItemReader<String> reader,
				BulkImporter importer) {
			return new JobBuilder("people", repository)
				.start(new StepBuilder("send", repository).<String, TrackOperation>chunk(CHUNK)
					.transactionManager(transactions)
					.reader(reader)
					.processor((line) -> Body.of(Integer.parseInt(line)))
					.writer(new CustomerIoItemWriter(importer))
					.build())
				.build();
		}

	}

}
