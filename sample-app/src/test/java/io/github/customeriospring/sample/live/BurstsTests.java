package io.github.customeriospring.sample.live;

import io.github.customeriospring.Quota;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

class BurstsTests {

	private final Bursts bursts = new Bursts();

	private final Sinks.Empty<Void> answer = Sinks.empty();

	@Test
	void beginWhenOneOfItsKindIsUnderWayGoesOnWithIt() {
		Bursts.Burst burst = this.bursts.begin(false);
		burst.ours().count(this.answer.asMono()).subscribe();
		assertThat(this.bursts.begin(false)).isSameAs(burst);
		assertThat(this.bursts.begin(true)).isNotSameAs(burst);
	}

	@Test
	void beginWhenTheLastEndedCountsAnew() {
		Bursts.Burst burst = this.bursts.begin(false);
		burst.ours().count(this.answer.asMono()).subscribe();
		this.answer.tryEmitEmpty();
		assertThat(this.bursts.begin(false)).isNotSameAs(burst);
	}

	@Test
	void beginWhenOnlyTheFixedWindowIsUnderWayGoesOnWithIt() {
		Bursts.Burst burst = this.bursts.begin(true);
		assertThat(burst.fixedWindow()).isNotNull();
		burst.fixedWindow().count(this.answer.asMono()).subscribe();
		assertThat(this.bursts.begin(true)).isSameAs(burst);
	}

	@Test
	void throttledWhenABurstIsUnderWayCountsThatOfItsQuota() {
		Bursts.Burst burst = this.bursts.begin(false);
		this.bursts.throttled(Quota.TRACK);
		burst.ours().count(this.answer.asMono()).subscribe();
		this.bursts.throttled(Quota.APP);
		assertThat(burst.ours().counts().throttled()).isZero();
		this.bursts.throttled(Quota.TRACK);
		assertThat(burst.ours().counts().throttled()).isOne();
	}

	@Test
	void countWhenACallFailsIsLostAndTheOthersGoOn() {
		Tally tally = new Tally();
		tally.count(Mono.error(new IllegalStateException("x"))).block();
		tally.count(Mono.empty()).block();
		assertThat(tally.counts()).isEqualTo(new Tally.Counts(2, 1, 0, 1));
		assertThat(tally.isUnderWay()).isFalse();
	}

}
