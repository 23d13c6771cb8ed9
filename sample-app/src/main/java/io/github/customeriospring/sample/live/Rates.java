package io.github.customeriospring.sample.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;

/**
 * What is measured between the snapshots while somebody looks.
 */
final class Rates {

	private final Map<Quota, Rate> accepted = new EnumMap<>(Quota.class);

	private final Map<Quota, Integer> mostInFlight = new EnumMap<>(Quota.class);

	private final ClientView client;

	private final Rate fixedWindow;

	Rates(ClientView client, LongSupplier nanoClock) {
		this.client = client;
		for (Quota quota : Quota.values()) {
			this.accepted.put(quota, new Rate(() -> client.accepted(quota), nanoClock));
		}
		this.fixedWindow = new Rate(client::acceptedOfFixedWindow, nanoClock);
	}

	void sample() {
		this.accepted.values().forEach(Rate::sample);
		this.fixedWindow.sample();
		for (Quota quota : Quota.values()) {
			this.mostInFlight.merge(quota, this.client.inFlight(quota), Math::max);
		}
	}

	/** Calls come in bursts: the most since the last look says more than those now. */
	int takeMostInFlight(Quota quota) {
		Integer most = this.mostInFlight.remove(quota);
		return (most != null) ? most : 0;
	}

	@SuppressWarnings("NullAway") // there is one for every quota
	double accepted(Quota quota) {
		return this.accepted.get(quota).perSecond();
	}

	double fixedWindow() {
		return this.fixedWindow.perSecond();
	}

}
