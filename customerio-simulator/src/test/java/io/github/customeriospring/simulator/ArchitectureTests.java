package io.github.customeriospring.simulator;

import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the rooms stay apart.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTests {

	private static final String ROOT = "io.github.customeriospring.simulator";

	private static final int MAX_TYPES = 15;

	private final JavaClasses main = new ClassFileImporter()
		.importUrl(SimulatedCustomerIo.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void packagesHaveNoCycles() {
		slices().matching("(" + ROOT + "..)")
			.should()
			.beFreeOfCycles()
			.because("the root joins the rooms, and no room knows the root")
			.check(this.main);
	}

	@Test
	void apisDoNotKnowEachOther() {
		for (String api : new String[] { "track", "messages", "app" }) {
			classes().that()
				.resideInAPackage(ROOT + "." + api)
				.should()
				.onlyDependOnClassesThat()
				.resideInAnyPackage(ROOT + "." + api, ROOT + ".http", ROOT + ".rules", ROOT + ".workspace",
						ROOT + ".fixtures", "java..", "tools.jackson..", "com.fasterxml.jackson.annotation..",
						"io.netty.handler.codec.http..", "org.jspecify..")
				.because("what two APIs share belongs to http, rules, workspace or fixtures")
				.check(this.main);
		}
	}

	@Test
	void limitsAreJudgedByNobodyElsesCode() {
		classes().that()
			.resideInAPackage(ROOT + ".limits")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT + ".limits", "java..", "org.jspecify..")
			.because("a judge that shares code with the client would share its mistakes")
			.check(this.main);
	}

	@Test
	void windowAndPeakMeterShareNothing() {
		noClasses().that()
			.haveSimpleName("PeakMeter")
			.should()
			.dependOnClassesThat()
			.haveSimpleName("StrictWindow")
			.because("the peak is measured to show a mistake of the window")
			.check(this.main);
		noClasses().that()
			.haveSimpleName("StrictWindow")
			.should()
			.dependOnClassesThat()
			.haveSimpleName("PeakMeter")
			.because("the window must not be judged by itself")
			.check(this.main);
	}

	@Test
	void packagesHaveAtMostFifteenTypes() {
		Map<String, Integer> types = new TreeMap<>();
		for (JavaClass type : this.main) {
			if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
				types.merge(type.getPackageName(), 1, Integer::sum);
			}
		}
		assertThat(types).containsKey(ROOT + ".limits").allSatisfy((name, count) -> {
			assertThat(count).as(name).isLessThanOrEqualTo(MAX_TYPES);
		});
	}

}
