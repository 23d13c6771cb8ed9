package io.github.customeriospring.observation;

import io.github.customeriospring.observation.CustomerIoObservationDocumentation.RequestHighCardinality;
import io.github.customeriospring.observation.CustomerIoObservationDocumentation.RequestLowCardinality;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The naming convention for the observation of a call. A bean of this type replaces the
 * default, which the methods here implement.
 *
 * @since 0.1.0
 */
public interface CustomerIoRequestObservationConvention
		extends ObservationConvention<CustomerIoRequestObservationContext> {

	/** The default convention. */
	CustomerIoRequestObservationConvention DEFAULT = new CustomerIoRequestObservationConvention() {
	};

	@Override
	default String getName() {
		return "customerio.request";
	}

	@Override
	default String getContextualName(CustomerIoRequestObservationContext context) {
		return "customerio " + context.getRequest().operation();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(CustomerIoRequestObservationContext context) {
		// sorted by name, so that Micrometer need not sort them
		return KeyValues.of(RequestLowCardinality.OPERATION.withValue(context.getRequest().operation()),
				RequestLowCardinality.OUTCOME.withValue(context.getOutcome()),
				RequestLowCardinality.QUOTA.withValue(context.getRequest().quota().id()),
				RequestLowCardinality.RETRIED.withValue(String.valueOf(context.getAttempts() > 1)));
	}

	@Override
	default KeyValues getHighCardinalityKeyValues(CustomerIoRequestObservationContext context) {
		return KeyValues.of(RequestHighCardinality.ATTEMPTS.withValue(String.valueOf(context.getAttempts())));
	}

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof CustomerIoRequestObservationContext;
	}

}
