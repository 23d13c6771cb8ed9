package io.github.customeriospring.simulator.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.rules.Assumption;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts a simulator for a context. This is a record of the annotation's values, so that
 * tests with the same values share a cached context.
 */
record CustomerIoSimulatorContextCustomizer(int port, int trackLimit, int transactionalLimit, int appLimit,
		int broadcastLimit, Duration serviceTime, Duration latency, boolean retryAfter, boolean keepState,
		Set<Assumption> assumptions) implements ContextCustomizer {

	private static final String BEAN_NAME = "simulatedCustomerIo";

	static CustomerIoSimulatorContextCustomizer of(AutoConfigureCustomerIoSimulator annotation) {
		return new CustomerIoSimulatorContextCustomizer(annotation.port(), annotation.trackLimit(),
				annotation.transactionalLimit(), annotation.appLimit(), annotation.broadcastLimit(),
				Duration.ofMillis(annotation.serviceTimeMillis()), Duration.ofMillis(annotation.latencyMillis()),
				annotation.retryAfter(), annotation.keepState(), Set.of(annotation.assume()));
	}

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		SimulatedCustomerIo simulator = start();
		TestPropertyValues
			.of("customerio.mode=live", "customerio.track.url=" + simulator.url(),
					"customerio.app.url=" + simulator.url(), "customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY,
					"customerio.app-api-key=" + SimulatedCustomerIo.APP_API_KEY)
			.applyTo(context);
		Path queueFile = Path.of(System.getProperty("java.io.tmpdir"), "customerio-queue-" + UUID.randomUUID() + ".db");
		if (!sets(configuration, "customerio.queue.file")) { // the application's own
																// holds what it has not
																// sent
			TestPropertyValues.of("customerio.queue.file=" + queueFile).applyTo(context);
		}
		// a test of a retry need not wait for seconds; what the test itself sets wins
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource(BEAN_NAME, Map.of("customerio.retry.base-delay", "10ms")));
		context.getBeanFactory().registerSingleton(BEAN_NAME, simulator);
		// unlike a listener for the closed context, this also runs if it never starts
		((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean(BEAN_NAME, () -> {
			simulator.close();
			for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
				Files.deleteIfExists(queueFile.resolveSibling(queueFile.getFileName() + suffix));
			}
		});
	}

	private static boolean sets(MergedContextConfiguration configuration, String name) {
		return Arrays.stream(configuration.getPropertySourceProperties()).anyMatch((line) -> line.startsWith(name));
	}

	private SimulatedCustomerIo start() {
		return SimulatedCustomerIo.builder()
			.port(this.port)
			.limit(SimulatedQuota.TRACK, this.trackLimit, SimulatedQuota.TRACK.defaultWindow())
			.limit(SimulatedQuota.TRANSACTIONAL, this.transactionalLimit, SimulatedQuota.TRANSACTIONAL.defaultWindow())
			.limit(SimulatedQuota.APP, this.appLimit, SimulatedQuota.APP.defaultWindow())
			.limit(SimulatedQuota.BROADCAST, this.broadcastLimit, SimulatedQuota.BROADCAST.defaultWindow())
			.serviceTime(this.serviceTime)
			.network(NetworkDelay.fixed(this.latency))
			.retryAfter(this.retryAfter)
			.keepState(this.keepState)
			.assume(this.assumptions.toArray(Assumption[]::new))
			.start();
	}

}
