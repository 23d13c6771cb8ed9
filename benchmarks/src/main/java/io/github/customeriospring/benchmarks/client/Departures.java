package io.github.customeriospring.benchmarks.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Notes when a client let each call go to the web client. The call's number travels in
 * the Reactor context.
 */
public final class Departures implements ExchangeFilterFunction {

	private final Map<Integer, Long> lastAt = new ConcurrentHashMap<>();

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			Integer call = context.getOrDefault(Departures.class, null);
			if (call != null) {
				this.lastAt.put(call, System.nanoTime());
			}
			return next.exchange(request);
		});
	}

	static Context numbered(Context context, int call) {
		return context.put(Departures.class, call);
	}

	/**
	 * When a call last left.
	 * @param call its number
	 * @return the time by {@link System#nanoTime()}, or {@code null} if it never did
	 */
	public @Nullable Long lastAt(int call) {
		return this.lastAt.get(call);
	}

}
