package io.github.customeriospring.autoconfigure;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the file that lists the auto-configurations.
 */
class AutoConfigurationImportsTests {

	@Test
	void fileListsExactlyTheAutoConfigurationsOfTheModule() {
		JavaClasses main = new ClassFileImporter()
			.importUrl(CustomerIoAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation());
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
			.filteredOn((name) -> name.startsWith("io.github.customeriospring."))
			.containsExactlyInAnyOrderElementsOf(main.stream()
				.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
				.map(JavaClass::getName)
				.toList());
	}

	/** The compiler does not look into {@code afterName}. */
	@Test
	void namesOfOurOwnInTheOrderExist() {
		List<String> configurations = List
			.copyOf(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates());
		assertThat(configurations).filteredOn((name) -> name.startsWith("io.github.customeriospring."))
			.flatExtracting((name) -> List
				.of(ClassUtils.resolveClassName(name, null).getAnnotation(AutoConfiguration.class).afterName()))
			.filteredOn((name) -> name.startsWith("io.github.customeriospring."))
			.hasSizeGreaterThan(3)
			.isSubsetOf(configurations);
	}

}
