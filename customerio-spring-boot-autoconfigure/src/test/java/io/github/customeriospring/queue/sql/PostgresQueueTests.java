package io.github.customeriospring.queue.sql;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Tests for the queue in PostgreSQL.
 */
class PostgresQueueTests extends JdbcQueueTests {

	private DatabaseServer server;

	@BeforeAll
	void startServer() throws Exception {
		this.server = DatabaseServer.postgres();
	}

	@AfterAll
	void stopServer() throws Exception {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Override
	String url() {
		return this.server.url();
	}

}
