package io.github.customeriospring.autoconfigure;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link CustomerIoProperties} refuse what cannot work.
 */
class CustomerIoPropertiesValidationTests {

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					limit=0                       | 'limit' must be from 1 to 1000000, was 0
					limit=1000001                 | 'limit' must be from 1 to 1000000, was 1000001
					window=0s                     | 'window' must be from 10 milliseconds to one day, was PT0S; a number without a unit counts milliseconds
					tuning.burst=0                       | 'burst' must be positive, was 0
					tuning.margin=-1ms                   | 'margin' must be from 0 to one day, was PT-0.001S
					tuning.min-margin=-1ms               | 'min-margin' must be from 0 to one day, was PT-0.001S
					tuning.max-margin=2d                 | 'max-margin' must be from 0 to one day, was PT48H
					max-wait=-1s                  | 'max-wait' must be from 0 to one day, was PT-1S
					capacity=0                    | 'capacity' must be positive, was 0
					tuning.max-in-flight=0               | 'max-in-flight' must be positive, was 0
					""")
	void limitOfAQuotaWhenImpossibleFailsTheBinding(String property, String reason) {
		for (String quota : new String[] { "track", "transactional", "app", "broadcast" }) {
			String group = "customerio.rate-limit." + quota + (property.startsWith("tuning.") ? ".tuning" : "");
			assertThatBindingFails("customerio.rate-limit." + quota + "." + property, group, reason);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					rate-limit.pause-without-retry-after=0s       | rate-limit | 'pause-without-retry-after' must be positive and at most 10 seconds, was PT0S
					rate-limit.pause-without-retry-after=11s      | rate-limit | 'pause-without-retry-after' must be positive and at most 10 seconds, was PT11S
					rate-limit.max-retry-after=-1s      | rate-limit | 'max-retry-after' must be from 'pause-without-retry-after' to one day, was PT-1S
					retry.max-retries=-1          | retry      | 'max-retries' must be from 0 to 500, was -1
					retry.max-retries=2147483647  | retry      | 'max-retries' must be from 0 to 500, was 2147483647
					retry.base-delay=0s           | retry      | 'base-delay' must be positive, was PT0S
					retry.max-delay=1ms           | retry      | 'max-delay' must be from 'base-delay' to one day, was PT0.001S
					retry.budget=4                | retry      | 'budget' must be 0 for no bound or at least 5, the cost of one retry, was 4
					retry.jitter=1.1              | retry      | 'jitter' must be from 0 to 1, was 1.1
					retry.jitter=-0.1             | retry      | 'jitter' must be from 0 to 1, was -0.1
					queue.capacity=0              | queue      | 'capacity' must be positive, was 0
					queue.max-bytes=0B             | queue      | 'max-bytes' must be positive, was 0B
					bulk.rate=0                   | bulk       | 'rate' must be from 1 to 1000000, was 0
					""")
	void groupWhenImpossibleFailsTheBinding(String property, String group, String reason) {
		assertThatBindingFails("customerio." + property, "customerio." + group, reason);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			concurrency=0                 | 'concurrency' must be from 1 to 1000, was 0
			batch-size=0                  | 'batch-size' must be from 1 to 10000, was 0
			batch-size=400000000          | 'batch-size' must be from 1 to 10000, was 400000000
			batch-bytes=32999B            | 'batch-bytes' must be from 33000B to 499999B, was 32999B
			batch-bytes=500000B           | 'batch-bytes' must be from 33000B to 499999B, was 500000B
			batch-bytes=5GB               | 'batch-bytes' must be from 33000B to 499999B, was 5368709120B
			linger=-1ms                   | 'linger' must be from 0 to PT24H, was PT-0.001S
			linger=99999999h              | 'linger' must be from 0 to PT24H, was PT99999999H
			""")
	void batchesWhenImpossibleFailTheBinding(String property, String reason) {
		assertThatBindingFails("customerio.queue." + property, "customerio.queue", reason);
		assertThatBindingFails("customerio.bulk." + property, "customerio.bulk", reason);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			track.url=ftp://example.org, 'customerio.track.url' must be an http or https URL
			track.url=example.org, 'customerio.track.url' must be an http or https URL
			app.url=https:///path, 'customerio.app.url' must name a host in ASCII and, if any, a port
			app.url=https://höst, 'customerio.app.url' must name a host in ASCII and, if any, a port
			track.url=http://host:0, 'customerio.track.url' must have a port from 1 to 65535
			track.url=http://host:99999, 'customerio.track.url' must have a port from 1 to 65535
			track.url=https://user:pass@host, 'customerio.track.url' must not hold user information
			track.url=https://host/?a=b, 'customerio.track.url' must have no query and no fragment
			track.url=https://host/#a, 'customerio.track.url' must have no query and no fragment
			track.url=https://host/a%20b, 'customerio.track.url' must have no encoded path
			""")
	void urlWhenNotUsableFailsTheBinding(String property, String reason) {
		assertThatBindingFails("customerio." + property,
				"customerio." + property.substring(0, property.indexOf(".url")), reason);
	}

	@ParameterizedTest
	@CsvSource({ "HTTPS://example.org, https://example.org", "http://my_host:1, http://my_host:1",
			"http://[::1]:8080/gateway, http://[::1]:8080/gateway" })
	void urlWhenUnusualIsTaken(String url, String taken) {
		this.contextRunner.withPropertyValues("customerio.track.url=" + url)
			.run((context) -> assertThat(context.getBean(CustomerIoProperties.class).track().url())
				.isEqualTo(URI.create(taken)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect-timeout=30d", "response-timeout=400000000000000000s", "response-timeout=0s",
			"response-timeout=10", "call-timeout=2" })
	void timeoutWhenImpossibleFailsTheBinding(String property) {
		assertThatBindingFails("customerio." + property, "customerio", "'customerio."
				+ property.substring(0, property.indexOf('=')) + "' must be from 50 milliseconds to 24 hours, was ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown-timeout=-1s", "shutdown-timeout=20" })
	void shutdownTimeoutWhenImpossibleFailsTheBinding(String property) {
		assertThatBindingFails("customerio." + property, "customerio",
				"'customerio.shutdown-timeout' must be from 50 milliseconds to 24 hours, was ");
	}

	@ParameterizedTest
	@CsvSource({ "customerio.queue.max-age=24, max-age, PT0.024S",
			"customerio.queue.dead-letter-retention=30, dead-letter-retention, PT0.03S",
			"customerio.bulk.give-up-after=15, give-up-after, PT0.015S" })
	void ageWhoseUnitWasForgottenFailsTheBinding(String property, String name, String value) {
		assertThatBindingFails(property, property.substring(0, property.lastIndexOf('.')), "'" + name
				+ "' must be at least 1 second, was " + value + "; a number without a unit counts milliseconds");
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect-timeout", "response-timeout" })
	void timeoutWhenNotPositiveFailsTheBinding(String name) {
		assertThatBindingFails("customerio." + name + "=0s", "customerio",
				"'customerio." + name + "' must be from 50 milliseconds to 24 hours, was PT0S");
		assertThatBindingFails("customerio." + name + "=-1s", "customerio",
				"'customerio." + name + "' must be from 50 milliseconds to 24 hours, was PT-1S");
	}

	@ParameterizedTest
	@CsvSource({ "customerio.region, mars", "customerio.rate-limit.preset, fast",
			"customerio.rate-limit.track.limit, many", "customerio.rate-limit.track.max-wait, long",
			"customerio.retry.jitter, some", "customerio.response-timeout, soon" })
	void valueWhenNotConvertibleFailsTheBindingOfTheProperty(String name, String value) {
		this.contextRunner.withPropertyValues(name + "=" + value)
			.run((context) -> assertThat(bindFailure(context).getProperty()).isNotNull()
				.satisfies((property) -> assertThat(property.getName()).hasToString(name))
				.satisfies((property) -> assertThat(property.getValue()).isEqualTo(value)));
	}

	private void assertThatBindingFails(String property, String under, String reason) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(bindFailure(context).getName()).hasToString(under);
			assertThat(bindFailure(context)).rootCause().hasMessageStartingWith(reason);
		});
	}

	/** The innermost, which the failure analysis of Spring Boot describes. */
	private static BindException bindFailure(AssertableApplicationContext context) {
		BindException failure = null;
		for (Throwable ex = context.getStartupFailure(); ex != null; ex = ex.getCause()) {
			failure = (ex instanceof BindException bind) ? bind : failure;
		}
		assertThat(failure).isNotNull();
		return failure;
	}

}
