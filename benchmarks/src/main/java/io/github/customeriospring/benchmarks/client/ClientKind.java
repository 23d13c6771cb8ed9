package io.github.customeriospring.benchmarks.client;

import java.time.Duration;
import java.util.Map;

import dev.failsafe.RateLimiter;

/**
 * The clients that are compared, each told that the limit is 100 a second.
 */
public enum ClientKind {

	/** This project. */
	OURS("this starter") {
		@Override
		public Client create(String url, Departures departures) {
			return new OurClient(url, departures, Map.of());
		}
	},

	/** The defaults give up after about 15 seconds; this one after a minute. */
	OURS_PATIENT("this starter, 6 retries") {
		@Override
		public Client create(String url, Departures departures) {
			return new OurClient(url, departures, Map.of("customerio.retry.max-retries", 6));
		}
	},

	/** The obvious setting. */
	RESILIENCE4J("Resilience4j 100/1 s") {
		@Override
		public Client create(String url, Departures departures) {
			return new Resilience4jClient(new BareClient(url, departures), LIMIT, Duration.ofSeconds(1));
		}
	},

	/** The same rate, spread. */
	RESILIENCE4J_SPREAD("Resilience4j 1/10 ms") {
		@Override
		public Client create(String url, Departures departures) {
			return new Resilience4jClient(new BareClient(url, departures), 1, Duration.ofSeconds(1).dividedBy(LIMIT));
		}
	},

	/** A token bucket. */
	BUCKET4J("Bucket4j") {
		@Override
		public Client create(String url, Departures departures) {
			return new Bucket4jClient(new BareClient(url, departures), LIMIT);
		}
	},

	/** Smooth bursty. */
	GUAVA("Guava") {
		@Override
		public Client create(String url, Departures departures) {
			return new GuavaClient(new BareClient(url, departures), LIMIT);
		}
	},

	/** Evenly spread. */
	FAILSAFE_SMOOTH("Failsafe smooth") {
		@Override
		public Client create(String url, Departures departures) {
			return new FailsafeClient(new BareClient(url, departures),
					RateLimiter.smoothBuilder(LIMIT, Duration.ofSeconds(1)));
		}
	},

	/** A fixed period. */
	FAILSAFE_BURSTY("Failsafe bursty") {
		@Override
		public Client create(String url, Departures departures) {
			return new FailsafeClient(new BareClient(url, departures),
					RateLimiter.burstyBuilder(LIMIT, Duration.ofSeconds(1)));
		}
	};

	/** What the server accepts in any second. */
	public static final int LIMIT = 100;

	private final String title;

	ClientKind(String title) {
		this.title = title;
	}

	/**
	 * The name in tables and plots.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Create the client.
	 * @param url where the server listens
	 * @param departures told when calls leave
	 * @return the client, to be closed
	 */
	public abstract Client create(String url, Departures departures);

}
