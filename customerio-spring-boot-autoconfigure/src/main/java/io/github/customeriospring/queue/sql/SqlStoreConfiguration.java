package io.github.customeriospring.queue.sql;

import java.time.InstantSource;
import javax.sql.DataSource;

import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.StoreUnusableException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Makes the store that {@code customerio.queue.store} asks for, if it is not memory.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class SqlStoreConfiguration {

	/** A file needs no Spring JDBC. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "customerio.queue.store", havingValue = "file")
	@EnableConfigurationProperties(SqliteStoreProperties.class)
	static class InFile {

		@Bean(destroyMethod = "") // the queue closes it
		@ConditionalOnMissingBean(OperationStore.class)
		SqliteStore customerIoOperationStore(SqliteStoreProperties properties) {
			return new SqliteStore(new SqliteFile(properties.file()), InstantSource.system());
		}

	}

	/** The application's database. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ DataSourceUtils.class, EmbeddedDatabaseConnection.class })
	@ConditionalOnProperty(name = "customerio.queue.store", havingValue = "jdbc")
	@EnableConfigurationProperties(JdbcStoreProperties.class)
	static class InDatabase {

		@Bean(destroyMethod = "") // the queue closes it
		@ConditionalOnMissingBean(OperationStore.class)
		JdbcStore customerIoOperationStore(ObjectProvider<DataSource> dataSource, JdbcStoreProperties properties) {
			DataSource unique = dataSource.getIfUnique();
			if (unique == null) {
				throw new StoreUnusableException("The queue has no DataSource, or several and none is primary",
						"Configure 'spring.datasource', or mark the one with the queue's tables as primary.", null);
			}
			return new JdbcStore(unique, properties, InstantSource.system());
		}

	}

}
