package io.github.customeriospring.sample.live;

import io.github.customeriospring.sample.ConditionalOnSimulation;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives the client work and trouble. Taking JSON alone, it is safe from forms of other
 * sites.
 */
@RestController
@RequestMapping(path = "/live", consumes = MediaType.APPLICATION_JSON_VALUE)
@ResponseStatus(HttpStatus.ACCEPTED)
@ConditionalOnSimulation
@ConditionalOnWebApplication
class SimulationController {

	/** At 100 a second more would wait longer than the minute that is allowed. */
	private static final int MAX_CALLS = 5_000;

	private static final int MAX_EVENTS = 100_000;

	private final Load load;

	private final Troubles troubles;

	SimulationController(Load load, Troubles troubles) {
		this.load = load;
		this.troubles = troubles;
	}

	@PostMapping("/burst")
	void burst(@RequestBody Burst burst) {
		checkRange("calls", burst.calls(), MAX_CALLS);
		this.load.burst(burst.calls(), burst.compare()).subscribeOn(Schedulers.boundedElastic()).subscribe();
	}

	@PostMapping("/queue")
	void queue(@RequestBody Events events) {
		checkRange("events", events.events(), MAX_EVENTS);
		this.load.queue(events.events()).subscribeOn(Schedulers.boundedElastic()).subscribe();
	}

	@PostMapping("/trouble")
	void trouble(@RequestBody Cause cause) {
		this.troubles.start(cause.trouble());
	}

	private static void checkRange(String name, int value, int max) {
		Assert.isTrue(value >= 1 && value <= max,
				() -> "'%s' must be between 1 and %d, was %d".formatted(name, max, value));
	}

	record Burst(int calls, boolean compare) {

	}

	record Events(int events) {

	}

	record Cause(Trouble trouble) {

	}

}
