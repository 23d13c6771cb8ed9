package io.github.customeriospring.app.content;

import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Manages the snippets that messages can use. All methods fail with a
 * {@link CustomerIoException}.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class Snippets {

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public Snippets(AppClient client) {
		this.queries = new AppQueries(client);
	}

	/**
	 * List all snippets.
	 * @return the snippets
	 */
	public Flux<Snippet> list() {
		return this.queries.list(Query.of("/v1/snippets").get("list snippets"), "snippets", Snippet.class);
	}

	/**
	 * Create a snippet. The call is not retried if it may have been accepted.
	 * @param name the name that messages use
	 * @param value the text
	 * @return the new snippet
	 */
	public Mono<Snippet> create(String name, String value) {
		return this.queries.one(Query.of("/v1/snippets").create("create snippet", body(name, value)), "snippet",
				Snippet.class);
	}

	/**
	 * Set the text of a snippet.
	 * @param name the name that messages use
	 * @param value the text
	 * @return the snippet
	 */
	public Mono<Snippet> update(String name, String value) {
		return this.queries.one(Query.of("/v1/snippets").put("update snippet", body(name, value)), "snippet",
				Snippet.class);
	}

	/**
	 * Delete a snippet.
	 * @param name the name that messages use
	 * @return completes when the call was accepted; a retry after a lost response fails
	 * with status 404
	 */
	public Mono<Void> delete(String name) {
		return this.queries.send(Query.of("/v1/snippets/{name}", name).delete("delete snippet"));
	}

	private static Map<String, String> body(String name, String value) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.notNull(value, "'value' must not be null");
		return Map.of("name", name, "value", value);
	}

}
