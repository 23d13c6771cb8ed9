package io.github.customeriospring.queue.sql;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.util.Assert;

/**
 * The queue in the application's database.
 *
 * @param initializeSchema Whether to create the tables and bring them up to date at the
 * start, for embedded databases, always or never.
 * @param lease How long an instance that is not heard of keeps its part of the work, at
 * least 5s.
 */
@ConfigurationProperties("customerio.queue.jdbc")
record JdbcStoreProperties(@DefaultValue("embedded") DatabaseInitializationMode initializeSchema,
		@DefaultValue("10s") Duration lease) {

	private static final Duration LEAST_LEASE = Duration.ofSeconds(5);

	private static final Duration MOST_LEASE = Duration.ofMinutes(10);

	JdbcStoreProperties {
		Assert.isTrue(lease.compareTo(LEAST_LEASE) >= 0 && lease.compareTo(MOST_LEASE) <= 0,
				() -> "'lease' must be from " + LEAST_LEASE + " to " + MOST_LEASE + ", was " + lease);
	}

	boolean initializesSchema(boolean embedded) {
		return this.initializeSchema == DatabaseInitializationMode.ALWAYS
				|| (embedded && this.initializeSchema == DatabaseInitializationMode.EMBEDDED);
	}

}
