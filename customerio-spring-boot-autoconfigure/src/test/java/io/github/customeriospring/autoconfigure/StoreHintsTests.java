package io.github.customeriospring.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application whose queue has a store is processed ahead of time.
 */
class StoreHintsTests {

	@ParameterizedTest
	@CsvSource({ "file, schema-sqlite.sql", "jdbc, schema-postgresql.sql" })
	void nativeImageHasTheTables(String store, String schema) {
		RuntimeHints hints = AheadOfTime.process(CustomerIoContextRunner.create()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("customerio.queue.store=" + store, "spring.datasource.url=jdbc:h2:mem:hints"));
		assertThat(RuntimeHintsPredicates.resource().forResource("io/github/customeriospring/queue/sql/" + schema))
			.accepts(hints);
	}

}
