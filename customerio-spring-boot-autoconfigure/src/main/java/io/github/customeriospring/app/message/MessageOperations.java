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
	 * Send a message. Each subscription sends it again. Customer.io does not detect
	 * duplicates, so the client retries only a message that was certainly not accepted:
	 * after a 429, or if no byte was sent. Any other failure is final, and
	 * {@link CustomerIoException#isDeliveryUnknown()} tells whether the message may have
	 * been accepted. {@code customerio.retry.repeat-messages} makes the client retry
	 * those messages too.
	 * @param message the message
	 * @return the accepted message, never empty; fails with a {@link CustomerIoException}
	 */
	Mono<Delivery> send(TransactionalMessage message);

	/**
	 * Create operations that use a client.
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
