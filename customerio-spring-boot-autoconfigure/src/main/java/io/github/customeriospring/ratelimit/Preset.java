package io.github.customeriospring.ratelimit;

import java.time.Duration;

import io.github.customeriospring.Quota;

/**
 * Limits to start from.
 */
enum Preset {

	/**
	 * 100 a second for tracking and messages: safe whichever of the vendor's figures
	 * holds.
	 */
	STANDARD(100, 100),

	/**
	 * The vendor's present figures. For tracking it publishes both 1,000 a second and
	 * 3,000 in 3 seconds, "not strictly enforced"; the first keeps both.
	 */
	DOCUMENTED(1000, 3000);

	private final int track;

	private final int transactional;

	Preset(int track, int transactional) {
		this.track = track;
		this.transactional = transactional;
	}

	int limit(Quota quota) {
		return switch (quota) {
			case TRACK -> this.track;
			case TRANSACTIONAL -> this.transactional;
			case APP -> 10;
			case BROADCAST -> 1;
		};
	}

	Duration window(Quota quota) {
		return switch (quota) {
			case TRACK, APP -> Duration.ofSeconds(1);
			case TRANSACTIONAL -> Duration.ofSeconds((this == DOCUMENTED) ? 3 : 1);
			case BROADCAST -> Duration.ofSeconds(10);
		};
	}

}
