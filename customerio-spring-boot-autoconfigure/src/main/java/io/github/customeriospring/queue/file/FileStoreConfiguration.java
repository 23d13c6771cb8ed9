package io.github.customeriospring.queue.file;

import java.time.InstantSource;

import io.github.customeriospring.queue.spi.OperationStore;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the store in a file, where it is asked for.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "customerio.queue.store", havingValue = "file")
@EnableConfigurationProperties(FileStoreProperties.class)
public final class FileStoreConfiguration {

	@Bean(destroyMethod = "") // the queue closes it
	@ConditionalOnMissingBean(OperationStore.class)
	FileStore customerIoOperationStore(FileStoreProperties properties) {
		return new FileStore(new FileLocation(properties.file()), InstantSource.system());
	}

}
