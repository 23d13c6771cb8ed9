package io.github.customeriospring.benchmarks.page;

import java.util.List;

/**
 * Something that was promised, and what was measured.
 *
 * @param name what it is about
 * @param promise what was promised
 * @param measured what was measured
 * @param met whether the one keeps the other
 */
record Bar(String name, String promise, String measured, boolean met) {

	List<String> cells() {
		return List.of(this.name, this.promise, this.measured, this.met ? "met" : "**not met**");
	}

}
