package io.github.customeriospring.sample.live;

import java.time.Duration;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * What one would write without this starter: a web client behind Resilience4j's own rate
 * limiter, whose window is fixed, with Resilience4j's own retry around (3 attempts, 500
 * ms apart).
 */
final class FixedWindowClient {

	private final WebClient web;

	private final RateLimiter limiter = RateLimiter.of("fixed-window",
			RateLimiterConfig.custom()
				.limitForPeriod(SimulatedQuota.TRACK.defaultRequests())
				.limitRefreshPeriod(SimulatedQuota.TRACK.defaultWindow())
				.timeoutDuration(Duration.ofHours(1))
				.build());

	private final Retry retry = Retry.ofDefaults("fixed-window");

	FixedWindowClient(WebClient.Builder builder, String url) {
		this.web = builder.baseUrl(url)
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
	}

	/**
	 * Send an operation.
	 * @param operation the operation
	 * @param throttled told of each answer of 429
	 * @return completes when it is accepted
	 */
	Mono<Void> send(TrackOperation operation, Runnable throttled) {
		return this.web.post()
			.uri("/api/v2/entity")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(operation.toBytes())
			.retrieve()
			.toBodilessEntity()
			.then()
			.doOnError(WebClientResponseException.class, (ex) -> {
				if (ex.getStatusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
					throttled.run();
				}
			})
			.transformDeferred(RateLimiterOperator.of(this.limiter))
			.transformDeferred(RetryOperator.of(this.retry));
	}

}
