package io.github.customeriospring.sample.live;

import java.time.Duration;

import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;

/**
 * What can go wrong at the simulated Customer.io for a while.
 */
enum Trouble {

	/**
	 * One request in ten is answered 429 with {@code Retry-After: 1}.
	 */
	THROTTLE(Duration.ofSeconds(10)) {

		@Override
		void cause(SimulatedCustomerIo customerIo) {
			customerIo.faults().random(0.1, Fault.tooManyRequests(Duration.ofSeconds(1)), SEED);
		}

	},

	/**
	 * One request in five is answered 503.
	 */
	FAIL(Duration.ofSeconds(10)) {

		@Override
		void cause(SimulatedCustomerIo customerIo) {
			customerIo.faults().random(0.2, Fault.status(503), SEED);
		}

	},

	/**
	 * Each way takes 30 ms and a random part of 40 ms in the median.
	 */
	JITTER(Duration.ofSeconds(10)) {

		@Override
		void cause(SimulatedCustomerIo customerIo) {
			customerIo.network(NetworkDelay.logNormal(Duration.ofMillis(30), Duration.ofMillis(40), 0.8, SEED));
		}

	},

	/**
	 * The Track API accepts half of what it usually does.
	 */
	HALVE(Duration.ofSeconds(20)) {

		@Override
		void cause(SimulatedCustomerIo customerIo) {
			customerIo.limit(SimulatedQuota.TRACK, SimulatedQuota.TRACK.defaultRequests() / 2,
					SimulatedQuota.TRACK.defaultWindow());
		}

	};

	private static final long SEED = 42;

	private final Duration duration;

	Trouble(Duration duration) {
		this.duration = duration;
	}

	Duration duration() {
		return this.duration;
	}

	abstract void cause(SimulatedCustomerIo customerIo);

}
