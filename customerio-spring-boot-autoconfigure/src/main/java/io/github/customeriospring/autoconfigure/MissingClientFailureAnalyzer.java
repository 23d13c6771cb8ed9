package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.CustomerIoTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says why there is no bean of the client, and what keeps it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingClientFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String PACKAGE = CustomerIoTransport.class.getPackageName() + ".";

	private final Environment environment;

	MissingClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		ResolvableType type = cause.getResolvableType();
		Class<?> missing = (type != null) ? type.resolve() : null;
		if (missing == null || !missing.getName().startsWith(PACKAGE)
				|| this.environment.getProperty("customerio.enabled", Boolean.class, true)) {
			return null;
		}
		return new FailureAnalysis(
				"There is no bean of type " + missing.getName() + ", because 'customerio.enabled' is false.",
				"To keep the beans without sending anything, remove customerio.enabled=false and set customerio.mode=off, "
						+ "or customerio.mode=log to see what would be sent. To do without the beans, inject "
						+ "ObjectProvider<" + missing.getSimpleName() + ">.",
				cause);
	}

}
