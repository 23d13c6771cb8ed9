package io.github.customeriospring.app.content;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;

/**
 * Reads the senders of the workspace. All methods fail with a
 * {@link CustomerIoException}.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class Senders {

	private static final int PAGE_SIZE = 100;

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public Senders(AppClient client) {
		this.queries = new AppQueries(client);
	}

	/**
	 * List all senders.
	 * @return the senders
	 */
	public Flux<Sender> list() {
		return this.queries.pages(Query.of("/v1/sender_identities").with("limit", PAGE_SIZE),
				(page) -> page.get("list senders"), "sender_identities", Sender.class);
	}

	/**
	 * Look up a sender.
	 * @param id the sender's id
	 * @return the sender
	 */
	public Mono<Sender> get(long id) {
		return this.queries.one(Query.of("/v1/sender_identities/{id}", id).get("get sender"), "sender_identity",
				Sender.class);
	}

}
