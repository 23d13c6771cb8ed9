package io.github.customeriospring.sample.live;

import io.github.customeriospring.sample.live.Bursts.Burst;
import io.github.customeriospring.simulator.QuotaStats;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;

/**
 * What the simulators know.
 *
 * @param customerIo the simulator of the client
 * @param rivalCustomerIo that of the client with the fixed window
 * @param bursts the bursts
 * @param troubles the troubles
 */
record Simulation(SimulatedCustomerIo customerIo, SimulatedCustomerIo rivalCustomerIo, Bursts bursts,
		Troubles troubles) {

	long acceptedOfFixedWindow() {
		return track(this.rivalCustomerIo).accepted();
	}

	Snapshot.Simulated now(double fixedWindowPerSecond) {
		Burst burst = this.bursts.last();
		Tally fixedWindow = burst.fixedWindow();
		return new Snapshot.Simulated(track(this.customerIo).mostInAnyWindow(), this.troubles.left(),
				burst.ours().counts(), (fixedWindow != null) ? fixedWindow.counts() : null, fixedWindowPerSecond);
	}

	private static QuotaStats track(SimulatedCustomerIo customerIo) {
		return customerIo.stats(SimulatedQuota.TRACK);
	}

}
