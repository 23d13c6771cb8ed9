package io.github.customeriospring.actuate;

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps the keys out of actuator
 * answers, even where an application shows values.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class CustomerIoSanitizingAutoConfiguration {

	/** {@code customerio.api-key}, {@code CUSTOMERIO_APP_API_KEY} and the like. */
	private static final Pattern KEY = Pattern.compile("customerio(app)?apikey");

	@Bean
	SanitizingFunction customerIoSanitizingFunction() {
		return (data) -> isKey(data) ? data.withSanitizedValue() : data;
	}

	private static boolean isKey(SanitizableData data) {
		return KEY.matcher(data.getLowerCaseKey().replaceAll("[^a-z]", "")).matches();
	}

}
