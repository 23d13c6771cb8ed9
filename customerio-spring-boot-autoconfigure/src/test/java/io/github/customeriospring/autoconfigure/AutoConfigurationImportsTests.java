package io.github.customeriospring.autoconfigure;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

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

}
