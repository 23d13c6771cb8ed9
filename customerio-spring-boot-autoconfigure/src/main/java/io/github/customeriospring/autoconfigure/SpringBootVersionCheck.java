package io.github.customeriospring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationListener;

/**
 * Stops an application on Spring Boot 3 before its bean definitions clash, as the message
 * of that leads astray. It uses nothing that Spring Boot 3 lacks.
 */
class SpringBootVersionCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	private static final int OLDEST = 4;

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		check(SpringBootVersion.getVersion());
	}

	static void check(@Nullable String version) {
		if (version != null && version.matches("\\d+\\..*")
				&& Integer.parseInt(version.substring(0, version.indexOf('.'))) < OLDEST) {
			throw new TooOldException(version);
		}
	}

	/**
	 * Thrown on an older Spring Boot.
	 */
	static final class TooOldException extends RuntimeException {

		TooOldException(String version) {
			super("The Customer.io starter needs Spring Boot 4.0 or newer, and this application runs on " + version);
		}

	}

	/**
	 * Says what to do.
	 */
	static final class Analyzer extends AbstractFailureAnalyzer<TooOldException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, TooOldException cause) {
			return new FailureAnalysis(cause.getMessage() + ".",
					"Upgrade the application to Spring Boot 4, or remove customerio-spring-boot-starter.", cause);
		}

	}

}
