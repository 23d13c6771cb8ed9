package io.github.customeriospring.template;

import java.util.List;
import java.util.Objects;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.app.broadcast.BroadcastStatus;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.app.message.Delivery;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.RelatedPerson;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;

/**
 * Waits for what a reactive template does.
 */
final class BlockingTemplate implements CustomerIoTemplate {

	private final ReactiveCustomerIoTemplate template;

	/**
	 * Create a template.
	 * @param template makes the calls; {@link CallTimeoutLayer} below it bounds them
	 */
	BlockingTemplate(ReactiveCustomerIoTemplate template) {
		this.template = template;
	}

	private static <T> @Nullable T await(Mono<T> call) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new CustomerIoNotSentException(Reason.BLOCKED_THREAD, "Thread '" + Thread.currentThread().getName()
					+ "' must not block, and CustomerIoTemplate does: use ReactiveCustomerIoTemplate here, or a thread of Schedulers.boundedElastic()");
		}
		return call.block();
	}

	@Override
	public void send(TrackOperation operation) {
		await(this.template.send(operation));
	}

	@Override
	public void identify(Identifier person, Object attributes) {
		await(this.template.identify(person, attributes));
	}

	@Override
	public void track(Identifier person, String name, Object attributes) {
		await(this.template.track(person, name, attributes));
	}

	@Override
	public void trackAnonymous(@Nullable String anonymousId, String name, Object attributes) {
		await(this.template.trackAnonymous(anonymousId, name, attributes));
	}

	@Override
	public void page(Identifier person, String name, Object attributes) {
		await(this.template.page(person, name, attributes));
	}

	@Override
	public void screen(Identifier person, String name, Object attributes) {
		await(this.template.screen(person, name, attributes));
	}

	@Override
	public void identifyObject(ObjectIdentifier object, Object attributes, List<RelatedPerson> people) {
		await(this.template.identifyObject(object, attributes, people));
	}

	@Override
	public Delivery send(TransactionalMessage message) {
		return Objects.requireNonNull(await(this.template.send(message)));
	}

	@Override
	public long trigger(BroadcastTrigger trigger) {
		return Objects.requireNonNull(await(this.template.trigger(trigger)));
	}

	@Override
	public BroadcastStatus broadcastStatus(long broadcastId, long triggerId) {
		return Objects.requireNonNull(await(this.template.broadcasts().status(broadcastId, triggerId)));
	}

	@Override
	public <T> @Nullable T exchange(HttpMethod method, String pathTemplate, @Nullable Object body, Class<T> type,
			Object... variables) {
		return await(this.template.exchange(method, pathTemplate, body, type, variables));
	}

	@Override
	public <T> @Nullable T exchange(HttpMethod method, String pathTemplate, @Nullable Object body,
			ParameterizedTypeReference<T> type, Object... variables) {
		return await(this.template.exchange(method, pathTemplate, body, type, variables));
	}

}
