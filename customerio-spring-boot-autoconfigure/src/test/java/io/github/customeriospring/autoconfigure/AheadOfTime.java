package io.github.customeriospring.autoconfigure;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

/**
 * Processes an application as the build of a native image does.
 */
final class AheadOfTime {

	private AheadOfTime() {
	}

	/**
	 * Process it.
	 * @param runner the application
	 * @return what the native image is told
	 */
	static RuntimeHints process(ApplicationContextRunner runner) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(AheadOfTime.class)), new InMemoryGeneratedFiles());
		runner.prepare((context) -> new ApplicationContextAotGenerator()
			.processAheadOfTime(context.getSourceApplicationContext(GenericApplicationContext.class), generation));
		return generation.getRuntimeHints();
	}

}
