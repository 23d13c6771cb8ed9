package io.github.customeriospring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.customeriospring.autoconfigure.CustomerIoAutoConfiguration;
import io.github.customeriospring.autoconfigure.CustomerIoLimitsAutoConfiguration;
import io.github.customeriospring.autoconfigure.CustomerIoQueueAutoConfiguration;
import io.github.customeriospring.connector.CustomerIoConnectorAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * An application with the client and what it builds on. All else that is on the class
 * path of the tests stays out of it, as it would take most of the time of a start.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
		ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class, DataSourceAutoConfiguration.class,
		DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
		CustomerIoAutoConfiguration.class, CustomerIoConnectorAutoConfiguration.class,
		CustomerIoLimitsAutoConfiguration.class, CustomerIoQueueAutoConfiguration.class })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClientApplication {

}
