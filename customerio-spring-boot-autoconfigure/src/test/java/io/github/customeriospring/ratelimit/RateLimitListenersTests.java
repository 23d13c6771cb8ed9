package io.github.customeriospring.ratelimit;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimitListeners}.
 */
class RateLimitListenersTests {

	private final List<String> heard = new ArrayList<>();

	@Test
	void listenerThatThrowsKeepsNobodyFromHearing() {
		RateLimitListener all = RateLimitListener.of(List.of(new Failing(), new Hearing()));
		all.permitted(Quota.TRACK, Priority.BULK, 7);
		all.answered(Quota.APP, 503);
		all.throttled(Quota.BROADCAST);
		all.refused(Quota.TRANSACTIONAL);
		assertThat(this.heard).containsExactly("permitted TRACK BULK 7", "answered APP 503", "throttled BROADCAST",
				"refused TRANSACTIONAL");
	}

	@Test
	void listenersAreWrappedOnce() {
		RateLimitListener wrapped = RateLimitListeners.of(new Failing(), () -> 0);
		assertThat(RateLimitListeners.of(wrapped, () -> 0)).isSameAs(wrapped);
	}

	private static final class Failing implements RateLimitListener {

		@Override
		public void permitted(Quota quota, Priority priority, long waitedNanos) {
			throw new IllegalStateException("permitted");
		}

		@Override
		public void answered(Quota quota, int status) {
			throw new StackOverflowError("answered");
		}

		@Override
		public void throttled(Quota quota) {
			throw new IllegalStateException("throttled");
		}

		@Override
		public void refused(Quota quota) {
			throw new NoClassDefFoundError("refused");
		}

	}

	private final class Hearing implements RateLimitListener {

		@Override
		public void permitted(Quota quota, Priority priority, long waitedNanos) {
			RateLimitListenersTests.this.heard.add("permitted " + quota + " " + priority + " " + waitedNanos);
		}

		@Override
		public void answered(Quota quota, int status) {
			RateLimitListenersTests.this.heard.add("answered " + quota + " " + status);
		}

		@Override
		public void throttled(Quota quota) {
			RateLimitListenersTests.this.heard.add("throttled " + quota);
		}

		@Override
		public void refused(Quota quota) {
			RateLimitListenersTests.this.heard.add("refused " + quota);
		}

	}

}
