package io.github.customeriospring.webclient;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Keeps what the application adds to all its clients from leaving to Customer.io: headers
 * of customizers, such as tokens and tenants, and the baggage of traces. It is the
 * innermost filter, so that it sees what the others add.
 */
final class OwnHeaders implements ExchangeFilterFunction {

	private static final List<String> OWN = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.ACCEPT,
			HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.USER_AGENT);

	private final Set<String> names;

	/**
	 * Create a filter.
	 * @param others the names of other headers that may leave
	 */
	OwnHeaders(Collection<String> others) {
		this.names = Stream.concat(OWN.stream(), others.stream())
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(ClientRequest.from(request)
			.headers((headers) -> List.copyOf(headers.headerNames())
				.stream()
				.filter((name) -> !this.names.contains(name.toLowerCase(Locale.ROOT)))
				.forEach(headers::remove))
			.cookies(MultiValueMap::clear)
			.build());
	}

}
