package io.github.customeriospring.queue.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import io.github.customeriospring.queue.StoreUnusableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the queue in H2.
 */
class H2QueueTests extends JdbcQueueTests {

	@TempDir
	private static Path directory;

	@Override
	String url() {
		return "jdbc:h2:file:" + directory.resolve("queue") + ";WRITE_DELAY=0";
	}

	@Test
	void h2ThatKeepsCommitsInMemoryIsRefused() {
		DriverManagerDataSource dataSource = new DriverManagerDataSource("jdbc:h2:file:" + directory.resolve("other"));
		JdbcStoreProperties properties = new JdbcStoreProperties(DatabaseInitializationMode.ALWAYS,
				Duration.ofSeconds(10));
		assertThatExceptionOfType(StoreUnusableException.class)
			.isThrownBy(() -> new JdbcStore(dataSource, properties, InstantSource.system()).open())
			.withMessageContaining("loses operations");
	}

}
