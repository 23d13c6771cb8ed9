package io.github.customeriospring.template;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.connector.ConnectionSettings;
import io.github.customeriospring.connector.CustomerIoConnector;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.operation.Attributes;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the templates and what they take besides the transport.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class TemplateConfiguration {

	@Bean
	@ConditionalOnMissingBean(ReactiveCustomerIoTemplate.class)
	TransportTemplate customerIoReactiveTemplate(CustomerIoTransport transport, Exports exports,
			Attributes attributes) {
		return new TransportTemplate(transport, exports, attributes);
	}

	@Bean
	@ConditionalOnMissingBean(CustomerIoTemplate.class)
	BlockingTemplate customerIoTemplate(
			@Qualifier("customerIoBlockingTransport") ObjectProvider<CustomerIoTransport> blocking,
			CustomerIoTransport transport, @Qualifier("customerIoBlockingLayer") CustomerIoLayer layer, Exports exports,
			Attributes attributes) {
		return new BlockingTemplate(
				new TransportTemplate(blocking.getIfAvailable(() -> layer.around(transport)), exports, attributes));
	}

	@Bean(defaultCandidate = false)
	CallTimeoutLayer customerIoBlockingLayer(ConnectionSettings settings) {
		return new CallTimeoutLayer(settings.callTimeout());
	}

	/** As the application's own JSON looks. */
	@Bean
	@ConditionalOnMissingBean
	Attributes customerIoAttributes(ObjectProvider<JsonMapper> mapper) {
		return new Attributes(mapper.getIfUnique(JsonMapper::shared));
	}

	/**
	 * Files come from other hosts, so their client has no credentials, not even those
	 * that the application gives all its clients.
	 */
	@Bean
	@ConditionalOnMissingBean
	Exports customerIoExports(CustomerIoTransport transport, ObjectProvider<CustomerIoConnector> connector,
			@Qualifier("customerIoDownloadConnector") ObjectProvider<CustomerIoConnector> downloadConnector,
			ConnectionSettings settings) {
		WebClient.Builder downloads = WebClient.builder();
		CustomerIoConnector own = downloadConnector.getIfAvailable(connector::getIfAvailable);
		if (own != null) {
			downloads.clientConnector(own.connector());
		}
		return new Exports(new AppClient(transport), downloads.build(), settings.responseTimeout(),
				Schedulers.parallel());
	}

}
