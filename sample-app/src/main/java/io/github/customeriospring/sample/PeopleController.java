package io.github.customeriospring.sample;

import java.util.Map;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * People and their events. Each answer comes when Customer.io accepted.
 */
@RestController
class PeopleController {

	private final ReactiveCustomerIoTemplate customerIo;

	PeopleController(ReactiveCustomerIoTemplate customerIo) {
		this.customerIo = customerIo;
	}

	@PutMapping("/people/{id}")
	Mono<Void> identify(@PathVariable String id, @RequestBody Map<String, Object> attributes) {
		return this.customerIo.identify(id, attributes);
	}

	@DeleteMapping("/people/{id}")
	Mono<Void> delete(@PathVariable String id) {
		return this.customerIo.delete(Identifier.id(id));
	}

	@PostMapping("/people/{id}/suppress")
	Mono<Void> suppress(@PathVariable String id) {
		return this.customerIo.suppress(Identifier.id(id));
	}

	@PostMapping("/people/{id}/events")
	Mono<Void> track(@PathVariable String id, @RequestBody Event event) {
		return this.customerIo.track(id, event.name(), event.dataOrEmpty());
	}

	@PostMapping("/events")
	Mono<Void> trackAnonymous(@RequestBody Event event) {
		return this.customerIo.trackAnonymous(event.anonymousId(), event.name(), event.dataOrEmpty());
	}

	record Event(@Nullable String anonymousId, String name, @Nullable Map<String, Object> data) {

		Map<String, Object> dataOrEmpty() {
			return (this.data != null) ? this.data : Map.of();
		}

	}

}
