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
	 * A call, from its subscription to its outcome: the wait for permits and all attempts
	 * included, each of which is an {@code http.client.requests} below it.
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
	 * An operation in the queue, from when it was handed in to its outcome.
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
	 * Key values of a call that are few.
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
		 * The limit that it counts against, such as {@code track}.
		 */
		QUOTA {

			@Override
			public String asString() {
				return "quota";
			}

		},

		/**
		 * What became of it, see
		 * {@link CustomerIoRequestObservationContext#getOutcome()}.
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
	 * Key values of a call that are many.
	 */
	public enum RequestHighCardinality implements KeyName {

		/**
		 * How many attempts got a permit.
		 */
		ATTEMPTS {

			@Override
			public String asString() {
				return "attempts";
			}

		}

	}

	/**
	 * Key values of an operation that are few.
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
		 * What became of it, see
		 * {@link CustomerIoOperationObservationContext#getOutcome()}.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * What happens during a call.
	 */
	public enum Events implements Observation.Event {

		/**
		 * The wait of an attempt is over: it has its permit and leaves.
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
