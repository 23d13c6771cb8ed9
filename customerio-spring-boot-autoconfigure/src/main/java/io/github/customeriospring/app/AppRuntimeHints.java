package io.github.customeriospring.app;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Registers the types that {@link AppClient} reads and writes as JSON for native images:
 * all records and enums of this package and its subpackages. The scan runs during
 * ahead-of-time processing, not when the application starts.
 */
class AppRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
		ClassPathScanningCandidateComponentProvider types = new ClassPathScanningCandidateComponentProvider(false) {

			@Override
			protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
				return true;
			}

		};
		types.addIncludeFilter(new AssignableTypeFilter(Record.class));
		types.addIncludeFilter(new AssignableTypeFilter(Enum.class));
		types.findCandidateComponents(AppRuntimeHints.class.getPackageName())
			.stream()
			.map((definition) -> ClassUtils.resolveClassName(String.valueOf(definition.getBeanClassName()),
					classLoader))
			.forEach((type) -> binding.registerReflectionHints(hints.reflection(), type));
	}

}
