package io.github.customeriospring.simulator.workspace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LongHashSet}.
 */
class LongHashSetTests {

	private final LongHashSet set = new LongHashSet();

	@Test
	void addWhenKnownIsFalse() {
		assertThat(this.set.add("a")).isTrue();
		assertThat(this.set.add("b")).isTrue();
		assertThat(this.set.add("a")).isFalse();
		assertThat(this.set.size()).isEqualTo(2);
	}

	@Test
	void addWhenMillionAreAlikeTellsThemApart() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 1_000_000; i++) {
				this.set.add("id:user-" + i);
			}
		}
		assertThat(this.set.size()).isEqualTo(1_000_000);
	}

	@Test
	void clearForgetsAll() {
		this.set.add("a");
		this.set.clear();
		assertThat(this.set.size()).isZero();
		assertThat(this.set.add("a")).isTrue();
	}

}
