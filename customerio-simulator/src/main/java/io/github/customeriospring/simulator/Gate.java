package io.github.customeriospring.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Credentials;
import io.github.customeriospring.simulator.http.Decision;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.limits.QuotaBook;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each request at the moment it arrives, in this order:
 * <ol>
 * <li>faults before the rate limit: reset, then 301, 401 and 429, which take no
 * slot,</li>
 * <li>credentials: 401 without a slot,</li>
 * <li>the rate limit: 429, or the request takes a slot in the window,</li>
 * <li>faults after the rate limit: a status, slow service, a reset after acceptance,</li>
 * <li>validation, and application of the request.</li>
 * </ol>
 * Downloads of exports skip to the last step.
 */
final class Gate {

	private final Map<SimulatedQuota, QuotaBook> books = new EnumMap<>(SimulatedQuota.class);

	private final Faults faults;

	private final Credentials credentials;

	private final Router router;

	private final RequestLog log;

	private final boolean retryAfter;

	private final LongSupplier nanoClock;

	Gate(Settings settings, Faults faults, Router router, RequestLog log, LongSupplier nanoClock) {
		settings.limits()
			.forEach((quota, limit) -> this.books.put(quota,
					new QuotaBook(limit.requests(), limit.window(), nanoClock)));
		this.faults = faults;
		this.credentials = settings.credentials();
		this.router = router;
		this.log = log;
		this.retryAfter = settings.retryAfter();
		this.nanoClock = nanoClock;
	}

	QuotaBook book(SimulatedQuota quota) {
		QuotaBook book = this.books.get(quota);
		if (book == null) {
			throw new IllegalStateException("No book for " + quota);
		}
		return book;
	}

	QuotaStats stats(SimulatedQuota quota) {
		QuotaBook.Counts counts = book(quota).counts();
		return new QuotaStats(counts.accepted(), counts.refused(), counts.failed(), counts.mostInAnyWindow());
	}

	Decision arrive(ApiRequest request) {
		if (Router.isStorage(request)) {
			Decision decision = Decision.of(this.router.handle(request));
			this.log.add(request, this.nanoClock.getAsLong(), decision.status());
			return decision;
		}
		SimulatedQuota quota = SimulatedQuota.of(request.method(), request.path());
		QuotaBook book = book(quota);
		Decision turnedAway = turnAway(request, quota);
		if (turnedAway != null) {
			book.answered(false);
			this.log.add(request, this.nanoClock.getAsLong(), turnedAway.status());
			return turnedAway;
		}
		QuotaBook.Arrival arrival = book.arrive();
		Decision decision;
		if (!arrival.isAccepted()) {
			decision = Decision.of(refusal(book, arrival.waitNanos()));
		}
		else {
			decision = serve(request, quota, book);
		}
		this.log.add(request, arrival.nanos(), decision.status());
		return decision;
	}

	private @Nullable Decision turnAway(ApiRequest request, SimulatedQuota quota) {
		Fault fault = take(request, quota, true);
		if (fault != null) {
			return (fault.kind() == Fault.Kind.RESET) ? Decision.of(Reply.OK, Decision.Ending.RESET)
					: Decision.of(fault.reply(quota, request.uri()));
		}
		String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
		boolean admitted = (quota == SimulatedQuota.TRACK) ? this.credentials.admitsTrack(request.path(), authorization)
				: this.credentials.admitsApp(authorization);
		return admitted ? null : Decision.of(Fault.unauthorized(quota));
	}

	private Reply refusal(QuotaBook book, long waitNanos) {
		Reply reply = Reply.appError(429, "rate limited to " + book.describe() + " (reference simulated)");
		long seconds = Math.max(1, (waitNanos + 999_999_999) / 1_000_000_000);
		return this.retryAfter ? reply.withHeader("Retry-After", Long.toString(seconds)) : reply;
	}

	private Decision serve(ApiRequest request, SimulatedQuota quota, QuotaBook book) {
		Fault fault = take(request, quota, false);
		Decision decision = (fault != null) ? fail(request, quota, fault) : Decision.of(this.router.handle(request));
		book.answered((fault == null || fault.kind().isApplied()) && decision.reply().isSuccess());
		return decision;
	}

	private Decision fail(ApiRequest request, SimulatedQuota quota, Fault fault) {
		return switch (fault.kind()) {
			case SLOW -> new Decision(this.router.handle(request), Decision.Ending.ANSWER, fault.delay().toNanos());
			case ACCEPT_THEN_RESET -> Decision.of(this.router.handle(request), Decision.Ending.RESET);
			case CUT_ANSWER -> Decision.of(this.router.handle(request), Decision.Ending.CUT);
			case NO_ANSWER -> Decision.of(Reply.OK, Decision.Ending.SILENCE);
			default -> Decision.of(fault.reply(quota, request.uri()));
		};
	}

	private @Nullable Fault take(ApiRequest request, SimulatedQuota quota, boolean beforeLimit) {
		return this.faults.take(quota, beforeLimit, () -> this.log.describe(request, this.nanoClock.getAsLong()));
	}

}
