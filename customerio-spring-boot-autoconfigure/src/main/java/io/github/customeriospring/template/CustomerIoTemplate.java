package io.github.customeriospring.template;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.app.broadcast.BroadcastOperations;
import io.github.customeriospring.app.broadcast.BroadcastStatus;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.app.message.Delivery;
import io.github.customeriospring.app.message.TransactionalMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;

/**
 * The client for applications on Spring MVC, virtual threads or a scheduler: each call
 * blocks until Customer.io has accepted, or throws. Thread-safe. Calls wait for a permit
 * of their quota and are retried where that is safe, all within
 * {@code customerio.call-timeout}. {@link ReactiveCustomerIoTemplate} is the same for
 * threads that must not block, and has the lists and searches of the App API too.
 *
 * @since 0.1.0
 */
public interface CustomerIoTemplate extends TrackOperations {

	/**
	 * Send a transactional message. Customer.io does not recognise duplicates, so the
	 * call is repeated only where it surely was not accepted, that is after a 429 or if
	 * no byte left.
	 * @param message the message
	 * @return what was accepted
	 * @throws CustomerIoException if it was not, or if that is not known:
	 * {@link CustomerIoException#isDeliveryUnknown()} says which
	 */
	Delivery send(TransactionalMessage message);

	/**
	 * Trigger a broadcast. The limit is one in 10 seconds by default, so a call may wait
	 * that long.
	 * @param trigger the broadcast, its audience and its data
	 * @return the trigger's id
	 * @throws IllegalArgumentException if the trigger has more than 25 MB of JSON
	 * @throws CustomerIoException if it was not accepted, or if that is not known
	 * @see BroadcastOperations#trigger(BroadcastTrigger)
	 */
	long trigger(BroadcastTrigger trigger);

	/**
	 * Look up how far a broadcast is.
	 * @param broadcastId the broadcast's id
	 * @param triggerId the trigger's id
	 * @return the status
	 * @throws CustomerIoException if Customer.io did not tell
	 */
	BroadcastStatus broadcastStatus(long broadcastId, long triggerId);

	/**
	 * Call any path of the App API or the Track API, under the limit that the path counts
	 * against.
	 * @param <T> the type of the answer
	 * @param method the HTTP method
	 * @param pathTemplate the path with its query as a URI template; it stands in logs
	 * and errors, so personal data belongs in the variables, which do not
	 * @param body what is sent as JSON, or {@code null} for nothing
	 * @param type the type of the answer
	 * @param variables the values of the template in their order
	 * @return the answer, or {@code null} for an empty one
	 * @throws CustomerIoException if the call was not accepted
	 * @see ReactiveCustomerIoTemplate#exchange(HttpMethod, String, Object, Class,
	 * Object...)
	 */
	<T> @Nullable T exchange(HttpMethod method, String pathTemplate, @Nullable Object body, Class<T> type,
			Object... variables);

	/**
	 * Call any path, as {@link #exchange(HttpMethod, String, Object, Class, Object...)}
	 * does, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param method the HTTP method
	 * @param pathTemplate the path with its query as a URI template
	 * @param body what is sent as JSON, or {@code null} for nothing
	 * @param type the type of the answer
	 * @param variables the values of the template in their order
	 * @return the answer, or {@code null} for an empty one
	 * @throws CustomerIoException if the call was not accepted
	 */
	<T> @Nullable T exchange(HttpMethod method, String pathTemplate, @Nullable Object body,
			ParameterizedTypeReference<T> type, Object... variables);

	/**
	 * Create a template.
	 * @param transport sends the requests, limit and retry included
	 * @param callTimeout how long a call may take in all, positive
	 * @return the template
	 */
	static CustomerIoTemplate of(CustomerIoTransport transport, Duration callTimeout) {
		return new BlockingTemplate(ReactiveCustomerIoTemplate.of(new CallTimeoutLayer(callTimeout).around(transport)));
	}

}
