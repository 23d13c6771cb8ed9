package io.github.customeriospring.sample;

import java.time.Duration;

import io.github.customeriospring.simulator.NetworkDelay;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the sample, used only without Customer.io credentials.
 *
 * @param people How many people the demonstration identifies, 0 for no demonstration.
 * @param simulatorPort Port of the simulated Customer.io, 0 for any that is free.
 * @param serviceTime How long the simulated Customer.io takes to answer.
 * @param latency Shortest way to the simulated Customer.io and back, each.
 * @param jitter Median of the random part of each way.
 * @param sigma Spread of the random part of each way.
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue("2000") int people, @DefaultValue("0") int simulatorPort,
		@DefaultValue("20ms") Duration serviceTime, @DefaultValue("0ms") Duration latency,
		@DefaultValue("0ms") Duration jitter, @DefaultValue("0.6") double sigma) {

	private static final long SEED = 42;

	NetworkDelay network() {
		return this.latency.plus(this.jitter).isZero() ? NetworkDelay.none()
				: NetworkDelay.logNormal(this.latency, this.jitter, this.sigma, SEED);
	}

}
