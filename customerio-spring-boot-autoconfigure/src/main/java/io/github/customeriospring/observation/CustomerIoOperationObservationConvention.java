package io.github.customeriospring.observation;

import io.github.customeriospring.observation.CustomerIoObservationDocumentation.OperationLowCardinality;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The naming convention for the observation of an operation in the queue. A bean of this
 * type replaces the default, which the methods here implement.
 *
 * @since 0.1.0
 */
public interface CustomerIoOperationObservationConvention
		extends ObservationConvention<CustomerIoOperationObservationContext> {

	/** The default convention. */
	CustomerIoOperationObservationConvention DEFAULT = new CustomerIoOperationObservationConvention() {
	};

	@Override
	default String getName() {
		return "customerio.operation";
	}

	@Override
	default String getContextualName(CustomerIoOperationObservationContext context) {
		return "customerio queue " + context.getOperation().name();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(CustomerIoOperationObservationContext context) {
		return KeyValues.of(OperationLowCardinality.OPERATION.withValue(context.getOperation().name()),
				OperationLowCardinality.OUTCOME.withValue(context.getOutcome()));
	}

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof CustomerIoOperationObservationContext;
	}

}
