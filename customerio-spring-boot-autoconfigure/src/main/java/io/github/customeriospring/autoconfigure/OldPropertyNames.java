package io.github.customeriospring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets properties be set by the names they had before, with a warning each. A value under
 * the new name wins. Runs before any properties are bound.
 */
final class OldPropertyNames implements BeanFactoryPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(OldPropertyNames.class);

	private static final String SOURCE = "customerIoOldPropertyNames";

	private final ConfigurableEnvironment environment;

	OldPropertyNames(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (this.environment.getPropertySources().contains(SOURCE)) {
			return;
		}
		Binder binder = Binder.get(this.environment);
		Map<String, Object> values = new LinkedHashMap<>();
		renamed().forEach((oldName, name) -> binder.bind(oldName, Bindable.of(String.class)).ifBound((value) -> {
			logger.warn("'{}' is now called '{}'. The old name is read in this version only", oldName, name);
			values.put(name, value);
		}));
		if (!values.isEmpty()) {
			this.environment.getPropertySources().addLast(new MapPropertySource(SOURCE, values));
		}
	}

	/** New names by old ones. */
	static Map<String, String> renamed() {
		Map<String, String> names = new LinkedHashMap<>();
		names.put("customerio.track-url", "customerio.track.url");
		names.put("customerio.app-url", "customerio.app.url");
		names.put("customerio.queue.max-size", "customerio.queue.max-bytes");
		names.put("customerio.retry.unsafe", "customerio.retry.repeat-messages");
		names.put("customerio.rate-limit.min-pause", "customerio.rate-limit.pause-without-retry-after");
		names.put("customerio.rate-limit.max-pause", "customerio.rate-limit.max-retry-after");
		for (String quota : new String[] { "track", "transactional", "app", "broadcast" }) {
			for (String name : new String[] { "algorithm", "burst", "margin", "min-margin", "max-margin", "max-bytes",
					"max-in-flight" }) {
				String limit = "customerio.rate-limit." + quota + ".";
				names.put(limit + name, limit + "tuning." + name);
			}
		}
		return names;
	}

}
