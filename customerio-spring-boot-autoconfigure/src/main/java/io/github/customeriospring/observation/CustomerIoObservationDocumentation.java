package io.github.customeriospring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of the client.
 *
 * @since 0.1.0
 */
public enum CustomerIoObservationDocumentation implements ObservationDocumentation {

	/**
	 * A call from subscription to outcome, including its waits for permits and all
	 * attempts. Each attempt is a child observation {@code http.client.requests}.
	 */
	REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return CustomerIoRequestObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return RequestLowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return RequestHighCardinality.values();
		}

		@Override
		public Observation.Event[] getEvents() {
			return Events.values();
		}

	},

	/**
	 * An operation in the queue, from the moment it was added until its outcome.
	 */
	OPERATION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return CustomerIoOperationObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return OperationLowCardinality.values();
		}

	};

	/**
	 * Low-cardinality key values of a call.
	 */
	public enum RequestLowCardinality implements KeyName {

		/**
		 * What the call does, such as {@code person identify} or {@code batch}.
		 */
		OPERATION {

			@Override
			public String asString() {
				return "operation";
			}

		},

		/**
		 * The quota that the call counts against, such as {@code track}.
		 */
		QUOTA {

			@Override
			public String asString() {
				return "quota";
			}

		},

		/**
		 * The outcome, see {@link CustomerIoRequestObservationContext#getOutcome()}.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/**
		 * Whether there was more than one attempt.
		 */
		RETRIED {

			@Override
			public String asString() {
				return "retried";
			}

		}

	}

	/**
	 * High-cardinality key values of a call.
	 */
	public enum RequestHighCardinality implements KeyName {

		/**
		 * The number of attempts that got a permit.
		 */
		ATTEMPTS {

			@Override
			public String asString() {
				return "attempts";
			}

		}

	}

	/**
	 * Low-cardinality key values of an operation.
	 */
	public enum OperationLowCardinality implements KeyName {

		/**
		 * What the operation does, such as {@code person event}.
		 */
		OPERATION {

			@Override
			public String asString() {
				return "operation";
			}

		},

		/**
		 * The outcome, see {@link CustomerIoOperationObservationContext#getOutcome()}.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * Events during a call.
	 */
	public enum Events implements Observation.Event {

		/**
		 * An attempt has received its permit and is about to leave.
		 */
		PERMIT {

			@Override
			public String getName() {
				return "permit";
			}

			@Override
			public String getContextualName() {
				return "permit of attempt %s";
			}

		}

	}

}
