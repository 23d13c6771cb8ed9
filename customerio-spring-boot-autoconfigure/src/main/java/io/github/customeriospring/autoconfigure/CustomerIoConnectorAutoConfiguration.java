package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.connector.ConnectorConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the connector of the Customer.io
 * client: the application's kind of connector and settings, with the client's timeouts
 * and without redirects. It does not apply where the application has a
 * {@code WebClient.Builder} bean of its own, which is then used as it is.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ReactiveHttpClientAutoConfiguration.class, before = WebClientAutoConfiguration.class)
@ConditionalOnClass(WebClient.class)
@ConditionalOnMissingBean(WebClient.Builder.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@Import(ConnectorConfiguration.class)
public final class CustomerIoConnectorAutoConfiguration {

}
