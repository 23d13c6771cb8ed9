package io.github.customeriospring.sample.live;

import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells pages what the client does.
 */
@RestController
@ConditionalOnWebApplication
class LiveController {

	private final Snapshots snapshots;

	LiveController(Snapshots snapshots) {
		this.snapshots = snapshots;
	}

	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<Snapshot> live() {
		return this.snapshots.stream();
	}

}
