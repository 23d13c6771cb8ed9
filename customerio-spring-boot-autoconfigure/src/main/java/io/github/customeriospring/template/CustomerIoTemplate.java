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
 * The client for applications on Spring MVC, virtual threads or a scheduler. Each call
 * blocks until Customer.io has accepted it, or throws. A call waits for a permit of its
 * quota, and is retried if that is safe, all within {@code customerio.call-timeout}.
 * Thread-safe. {@link ReactiveCustomerIoTemplate} does the same on threads that must not
 * block, and also has the lists and searches of the App API.
 *
 * @since 0.1.0
 */
public interface CustomerIoTemplate extends TrackOperations {

	/**
	 * Send a transactional message. Customer.io does not recognise duplicates. So the
	 * call is retried only if it was certainly not accepted: after a 429, or if no byte
	 * left.
	 * @param message the message
	 * @return what was accepted
	 * @throws CustomerIoException if it was not, or if that is not known:
	 * {@link CustomerIoException#isDeliveryUnknown()} says which
	 */
	Delivery send(TransactionalMessage message);

	/**
	 * Trigger a broadcast. By default the limit is one in 10 seconds, so a call may wait
	 * that long.
	 * @param trigger the broadcast, its audience and its data
	 * @return the trigger's id
	 * @throws IllegalArgumentException if the trigger has more than 25 MB of JSON
	 * @throws CustomerIoException if it was not accepted, or if that is not known
	 * @see BroadcastOperations#trigger(BroadcastTrigger)
	 */
	long trigger(BroadcastTrigger trigger);

	/**
	 * Return how far a broadcast has got.
	 * @param broadcastId the broadcast's id
	 * @param triggerId the trigger's id
	 * @return the status
	 * @throws CustomerIoException if Customer.io did not answer the question
	 */
	BroadcastStatus broadcastStatus(long broadcastId, long triggerId);

	/**
	 * Call any path of the App API or the Track API. The path determines the limit.
	 * @param <T> the type of the answer
	 * @param method the HTTP method
	 * @param pathTemplate the path with its query, as a URI template. Logs and errors
	 * contain it, so put personal data into the variables, which they do not contain
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
	 * Call any path and read a generic type, otherwise as
	 * {@link #exchange(HttpMethod, String, Object, Class, Object...)} does.
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
