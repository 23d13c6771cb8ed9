package io.github.customeriospring.app.message;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.AppClient;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Transactional messages: one message to one person.
 *
 * @since 0.1.0
 * @see <a href="https://docs.customer.io/integrations/api/app/">App API</a>
 */
@CheckReturnValue
@FunctionalInterface
public interface MessageOperations {

	/**
	 * Send a message. Customer.io does not recognise duplicates: each subscription sends
	 * anew, and the call is repeated only where it surely was not accepted, that is after
	 * a 429 or if no byte left. Otherwise it fails, and
	 * {@link CustomerIoException#isDeliveryUnknown()} says whether the message may have
	 * been accepted all the same. {@code customerio.retry.repeat-messages} changes that.
	 * @param message the message
	 * @return what was accepted, never empty; fails with a {@link CustomerIoException}
	 */
	Mono<Delivery> send(TransactionalMessage message);

	/**
	 * Create operations on top of a client.
	 * @param client sends the requests
	 * @return the operations
	 */
	static MessageOperations of(AppClient client) {
		return (message) -> {
			Assert.notNull(message, "'message' must not be null");
			return client.exchangeForAnswer(message.toRequest(), Delivery.class);
		};
	}

}
