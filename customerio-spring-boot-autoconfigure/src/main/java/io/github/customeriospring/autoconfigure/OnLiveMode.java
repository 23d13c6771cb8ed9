package io.github.customeriospring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

/**
 * Matches where operations are sent.
 *
 * @see Modes
 */
final class OnLiveMode extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN; // it asks for beans
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		CustomerIoProperties properties = Binder.get(context.getEnvironment())
			.bindOrCreate("customerio", CustomerIoProperties.class);
		Assert.state(context.getBeanFactory() != null, "there is a bean factory in this phase");
		boolean live = Modes.isLive(properties, context.getEnvironment(), context.getBeanFactory());
		return new ConditionOutcome(live, ConditionMessage.forCondition("customerio.mode")
			.because(live ? "operations are sent" : "nothing is sent"));
	}

}
