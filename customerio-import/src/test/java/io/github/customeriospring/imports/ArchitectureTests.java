package io.github.customeriospring.imports;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.customeriospring.imports.command.ImportApplication;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the rooms stay apart and small.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTests {

	private static final String ROOT = "io.github.customeriospring.imports";

	private static final int MAX_TYPES = 15;

	private final JavaClasses main = new ClassFileImporter()
		.importUrl(ImportApplication.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void roomsSeeOnlyThoseBelow() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("command")
			.definedBy(ROOT + ".command")
			.layer("run")
			.definedBy(ROOT + ".run")
			.layer("journal")
			.definedBy(ROOT + ".journal")
			.layer("mapping")
			.definedBy(ROOT + ".mapping")
			.layer("columns")
			.definedBy(ROOT + ".columns")
			.layer("reading")
			.definedBy(ROOT + ".reading")
			.whereLayer("command")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("run")
			.mayOnlyBeAccessedByLayers("command")
			.whereLayer("journal")
			.mayOnlyBeAccessedByLayers("command", "run")
			.whereLayer("mapping")
			.mayOnlyBeAccessedByLayers("command", "run")
			.whereLayer("columns")
			.mayOnlyBeAccessedByLayers("command", "run", "mapping")
			.check(this.main);
	}

	@Test
	void packagesAreNullMarkedAndSmall() {
		assertThat(this.main.getPackage(ROOT).getSubpackages()).hasSize(6).allSatisfy((it) -> {
			assertThat(it.isAnnotatedWith(NullMarked.class)).as("%s is null-marked", it.getName()).isTrue();
			assertThat(types(it)).as("types of %s", it.getName()).isLessThanOrEqualTo(MAX_TYPES);
		});
	}

	private static long types(JavaPackage it) {
		return it.getClasses()
			.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.count();
	}

}
