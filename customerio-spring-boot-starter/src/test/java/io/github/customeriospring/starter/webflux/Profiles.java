package io.github.customeriospring.starter.webflux;

import io.github.customeriospring.app.Filter;
import io.github.customeriospring.app.PersonIdentifiers;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Profiles {

	private final ReactiveCustomerIoTemplate customerIo;

	Profiles(ReactiveCustomerIoTemplate customerIo) {
		this.customerIo = customerIo;
	}

	@PutMapping("/profiles/{id}")
	Mono<Void> update(@PathVariable String id, @RequestBody Profile profile) {
		return customerIo.identify(id, profile);
	}

	@GetMapping("/profiles/premium")
	Flux<PersonIdentifiers> premium() {
		// pages are fetched as you read
		return customerIo.customers().search(Filter.attribute("plan", "pro"));
	}

	record Profile(String plan, String city) {
	}

}
