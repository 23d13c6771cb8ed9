package io.github.customeriospring.sample.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;

/**
 * The rates while somebody looks.
 */
final class Rates {

	private final Map<Quota, Rate> accepted = new EnumMap<>(Quota.class);

	private final Rate fixedWindow;

	Rates(ClientView client, LongSupplier nanoClock) {
		for (Quota quota : Quota.values()) {
			this.accepted.put(quota, new Rate(() -> client.accepted(quota), nanoClock));
		}
		this.fixedWindow = new Rate(client::acceptedOfFixedWindow, nanoClock);
	}

	void sample() {
		this.accepted.values().forEach(Rate::sample);
		this.fixedWindow.sample();
	}

	@SuppressWarnings("NullAway") // there is one for every quota
	double accepted(Quota quota) {
		return this.accepted.get(quota).perSecond();
	}

	double fixedWindow() {
		return this.fixedWindow.perSecond();
	}

}
