package io.github.customeriospring.app;

import java.util.List;

import io.github.customeriospring.app.customer.Customer;
import io.github.customeriospring.app.export.Export;
import io.github.customeriospring.app.message.Delivery;
import io.github.customeriospring.app.segment.Segment;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a native image knows what the client reads by reflection.
 */
class AppRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	AppRuntimeHintsTests() {
		ClassLoader classLoader = getClass().getClassLoader();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories", classLoader)
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("io.github.customeriospring."))
			.forEach((registrar) -> registrar.registerHints(this.hints, classLoader));
	}

	@Test
	void answersCanBeRead() throws ReflectiveOperationException {
		for (Class<?> type : List.of(Delivery.class, Customer.class, Export.class, Segment.class,
				PersonIdentifiers.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.as(type.getName())
				.accepts(this.hints);
			assertThat(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(type.getDeclaredMethod(type.getRecordComponents()[0].getName()))).as(type.getName())
				.accepts(this.hints);
		}
	}

	@Test
	void privateRecordsOfAnswersCanBeRead() {
		List<Class<?>> nested = List.of(io.github.customeriospring.app.export.Exports.class,
				io.github.customeriospring.app.segment.Segments.class);
		for (Class<?> owner : nested) {
			for (Class<?> type : owner.getDeclaredClasses()) {
				if (type.isRecord()) {
					assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getName()).accepts(this.hints);
				}
			}
		}
	}

	@Test
	void buildersOfWebClientsCanBeWatched() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(WebClient.Builder.class)).accepts(this.hints);
	}

}
