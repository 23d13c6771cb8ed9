package io.github.customeriospring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.reactivestreams.Publisher;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.lang.CheckReturnValue;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the packages stay apart and that nothing blocks or hides the time.
 */
@TestInstance(Lifecycle.PER_CLASS) // reading the classes takes its time
class ArchitectureTests {

	private static final String ROOT = "io.github.customeriospring";

	/** Packages that join features and so may see them. */
	private static final Set<String> JOINING = Set.of("autoconfigure", "template", "metrics", "actuate", "observation",
			"tracing", "kafka", "batch");

	/** Features that see another one, which has nothing to do but to serve them. */
	private static final Map<String, String> SERVED_BY = Map.of("webclient", "connector", "ratelimit", "connector");

	/** What every package may see beside the root package. */
	private static final Set<String> WORDS = Set.of("layer", "operation");

	private static final int MAX_TYPES = 15;

	/** What users name, besides all of {@code app}. */
	private static final Set<String> FOR_USERS = Set.of("batch.CustomerIoItemWriter",
			"connector.CustomerIoConnectionDetails", "connector.CustomerIoConnector", "kafka.KafkaOperationMapper",
			"layer.Backoff", "layer.CustomerIoLayer", "layer.CustomerIoMode", "layer.Departure",
			"observation.CustomerIoObservationDocumentation", "observation.CustomerIoOperationObservationContext",
			"observation.CustomerIoOperationObservationConvention", "observation.CustomerIoRequestObservationContext",
			"observation.CustomerIoRequestObservationConvention", "queue.BatchListener", "queue.BatchSettings",
			"queue.BulkImporter", "queue.CustomerIoQueue", "queue.DeadLetter", "queue.DeadLetterListener",
			"queue.DeadLetters", "queue.ImportProgress", "queue.ImportResult", "queue.OperationObserver",
			"queue.OperationStore", "queue.QueueStats", "queue.StoreUnusableException", "ratelimit.QuotaControl",
			"ratelimit.RateLimitListener", "ratelimit.WaitingLines", "ratelimit.window.Sharing",
			"template.CustomerIoTemplate", "template.ReactiveCustomerIoTemplate", "template.ReactiveTrackOperations",
			"template.TrackOperations");

	/** What is public for other packages of ours only, and for which. */
	private static final Map<String, String> FOR_US = Map.of("connector.ConnectionSettings", "webclient, template",
			"layer.CustomerIoLifecycle", "queue, ratelimit, retry", "layer.SparseLog", "queue, ratelimit, retry",
			"queue.dispatch.Dispatcher", "queue.memory, queue.store", "queue.dispatch.QueuedOperation",
			"queue.memory, queue.store", "queue.store.StoredQueue", "queue.memory, metrics", "ratelimit.window.Margin",
			"ratelimit.shared", "ratelimit.window.PermitWindow", "ratelimit, ratelimit.shared");

	/** Who makes requests of a certain quota, or a bean for it. */
	private static final Set<String> KNOW_A_QUOTA = Set.of("Quota", "CustomerIoRequest", "app.ApiPath", "app.AppClient",
			"app.Query", "app.broadcast.BroadcastTrigger", "app.message.TransactionalMessage", "app.segment.Segments",
			"ratelimit.RateLimitConfiguration");

	private final JavaClasses main = new ClassFileImporter()
		.importUrl(CustomerIoTransport.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void importFindsTheMainClassesOnly() {
		assertThat(this.main.contain(CustomerIoTransport.class)).isTrue();
		assertThat(this.main.contain(ArchitectureTests.class)).isFalse();
		assertThat(this.main.contain(ROOT + ".simulator.SimulatedCustomerIo")).isFalse();
	}

	@Test
	void packagesHaveNoCycles() {
		check(slices().matching(ROOT + ".(*)..")
			.should()
			.beFreeOfCycles()
			.because("a package that can be read without another can be understood, and taken out, alone"));
	}

	@TestFactory
	Iterable<DynamicTest> featureSeesOnlyTheRootPackageAndItself() {
		assertThat(features()).contains("app", "ratelimit", "retry", "webclient").doesNotContain("autoconfigure");
		return features().stream().map((feature) -> DynamicTest.dynamicTest(feature, () -> {
			String itself = ROOT + "." + feature + "..";
			check(noClasses().that()
				.resideInAPackage(itself)
				.should()
				.dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(
						seenByAll(itself, ROOT + "." + SERVED_BY.getOrDefault(feature, feature) + ".."))))
				.because(
						"features are joined by auto-configuration alone, so that each can be used without the others"));
		})).toList();
	}

	private static String[] seenByAll(String... others) {
		return Stream.of(Stream.of(ROOT), WORDS.stream().map((word) -> ROOT + "." + word), Stream.of(others))
			.flatMap((names) -> names)
			.toArray(String[]::new);
	}

	@Test
	void whatEverybodySeesSeesNoFeature() {
		check(noClasses().that()
			.resideInAnyPackage(seenByAll())
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(resideOutsideOfPackages(seenByAll())))
			.because("every package sees the root package and its words"));
	}

	@Test
	void nobodySeesTheAutoConfiguration() {
		check(noClasses().that()
			.resideOutsideOfPackage(ROOT + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".autoconfigure..")
			.because("the client can be put together by hand"));
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		check(classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.because("others name them in 'after' and 'exclude' but do not extend them"));
	}

	@Test
	void autoConfigurationsHaveNoPublicMethods() {
		check(methods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.because("beans are got from the context, not by calling their factory methods"));
	}

	@Test
	void publicTypesAreThoseThatSomebodyNeeds() {
		check(classes().that()
			.arePublic()
			.and()
			.areTopLevelClasses()
			.and()
			.areNotMetaAnnotatedWith(Configuration.class)
			.and()
			.resideOutsideOfPackages(ROOT, ROOT + ".operation", ROOT + ".app..")
			.should(be(listed()))
			.because("what is public cannot be changed: hide it, or say in FOR_USERS or FOR_US who needs it"));
	}

	private static DescribedPredicate<JavaClass> listed() {
		return describe("listed here", (type) -> publicTypes().anyMatch(type.getName()::equals));
	}

	private static Stream<String> publicTypes() {
		return Stream.concat(FOR_USERS.stream(), FOR_US.keySet().stream()).map((name) -> ROOT + "." + name);
	}

	@Test
	void typesThatAreListedAsPublicAreSo() {
		assertThat(publicTypes()).doesNotHaveDuplicates()
			.allSatisfy((name) -> assertThat(this.main.get(name).getModifiers()).contains(JavaModifier.PUBLIC));
	}

	@Test
	void featuresHaveOnePublicConfigurationAtMost() {
		Map<String, Set<String>> configurations = new TreeMap<>();
		for (JavaClass type : this.main) {
			if (type.isAnnotatedWith(Configuration.class) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
				configurations.computeIfAbsent(type.getPackageName(), (key) -> new TreeSet<>())
					.add(type.getSimpleName());
			}
		}
		assertThat(configurations).containsKeys(ROOT + ".queue.memory", ROOT + ".webclient")
			.doesNotContainKeys(ROOT, ROOT + ".autoconfigure")
			.allSatisfy((it, types) -> assertThat(types).as("the one way into %s", it).hasSize(1));
	}

	/** The compiler refuses a switch that lacks a quota, but no comparison. */
	@Test
	void whoDecidesByTheQuotaDoesSoInASwitch() {
		check(noClasses()
			.that(describe("only know quotas in general", (type) -> !type.getName().matches(".*\\$\\d+")
					&& !KNOW_A_QUOTA.contains(type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", ""))))
			.should()
			.accessFieldWhere(describe("a quota",
					(access) -> access.getTargetOwner().isEquivalentTo(Quota.class)
							&& access.getTarget().getRawType().isEquivalentTo(Quota.class)))
			.because("a new quota would be forgotten there; ask for its API, or switch over all quotas"));
	}

	@Test
	void packagesAreSmall() {
		JavaPackage root = this.main.getPackage(ROOT);
		assertThat(Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream()))
			.allSatisfy((it) -> assertThat(typesOf(it))
				.as("the types of %s, which can be kept in mind while they are few", it.getName())
				.hasSizeLessThanOrEqualTo(MAX_TYPES));
	}

	private static List<String> typesOf(JavaPackage it) {
		return it.getClasses()
			.stream()
			.filter((type) -> type.isTopLevelClass() && !type.isArray())
			.map(JavaClass::getSimpleName)
			.filter((name) -> !name.equals("package-info"))
			.toList();
	}

	@Test
	void packagesAreNullMarked() {
		assertThat(this.main.getPackage(ROOT).getSubpackagesInTree()).filteredOn((it) -> !it.getClasses().isEmpty())
			.hasSizeGreaterThan(features().size())
			.allSatisfy((it) -> assertThatIsNullMarked(it));
		assertThatIsNullMarked(this.main.getPackage(ROOT));
	}

	private static void assertThatIsNullMarked(JavaPackage it) {
		assertThat(it.isAnnotatedWith(NullMarked.class))
			.as("%s has a package-info with @NullMarked, because NullAway checks no other packages", it.getName())
			.isTrue();
	}

	@Test
	void nothingSleeps() {
		check(nobodyCalls("sleep", "Thread.sleep(…)", (access) -> isOf(Thread.class, access))
			.because("threads of event loops must not block, and tests must be able to set the clock"));
	}

	@Test
	void nothingBlocks() {
		check(nobodyCalls("block.*|toIterable|toStream", "a method of Mono or Flux that blocks",
				(access) -> isOf(Publisher.class, access)
						&& !access.getOriginOwner().getSimpleName().equals("BlockingTemplate"))
			.because("threads of event loops must not block; who calls the blocking template says that it may"));
	}

	@Test
	void whatIsReturnedToBeSubscribedMustNotBeForgotten() {
		assertThat(this.main.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC)
					&& !type.isAnnotatedWith(CheckReturnValue.class))
			.flatMap((type) -> type.getMethods().stream())
			.filter((method) -> method.getModifiers().contains(JavaModifier.PUBLIC)
					&& method.getRawReturnType().isAssignableTo(Publisher.class)
					&& !method.isAnnotatedWith(CheckReturnValue.class))
			.map(JavaMethod::getFullName))
			.as("methods without @CheckReturnValue, which warns of calls that nobody subscribes to")
			.isEmpty();
	}

	@Test
	void nothingDrawsFromTheGlobalRandom() {
		check(nobodyCalls("random", "Math.random()", (access) -> isOf(Math.class, access))
			.because("tests must be able to set the jitter"));
	}

	@Test
	void nothingReadsTheGlobalClock() {
		check(nobodyCalls("currentTimeMillis", "System.currentTimeMillis()", (access) -> isOf(System.class, access))
			.because("tests must be able to set the clock, and durations must not jump with the wall clock"));
	}

	/** Of accesses, not only calls, so that method references count. */
	private static ArchRule nobodyCalls(String name, String description, Predicate<JavaAccess<?>> owner) {
		return classes().should(never(accessTargetWhere(
				describe(description, (access) -> access.getTarget().getName().matches(name) && owner.test(access)))));
	}

	private static boolean isOf(Class<?> owner, JavaAccess<?> access) {
		return access.getTargetOwner().isAssignableTo(owner);
	}

	private void check(ArchRule rule) {
		rule.check(this.main);
	}

	private Set<String> features() {
		Set<String> features = new TreeSet<>();
		for (JavaPackage it : this.main.getPackage(ROOT).getSubpackages()) {
			features.add(it.getRelativeName());
		}
		features.removeAll(JOINING);
		features.removeAll(WORDS);
		return features;
	}

}
