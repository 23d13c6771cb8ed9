package io.github.customeriospring.app.content;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Manages the data collections that messages can use. A collection may have up to 10 MB,
 * and a row up to 10 KB. All methods fail with a {@link CustomerIoException}; its status
 * is 404 if the collection does not exist.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class DataCollections {

	private static final String ONE = "/v1/collections/{id}";

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public DataCollections(AppClient client) {
		this.queries = new AppQueries(client);
	}

	/**
	 * List all collections.
	 * @return the collections
	 */
	public Flux<DataCollection> list() {
		return this.queries.list(Query.of("/v1/collections").get("list collections"), "collections",
				DataCollection.class);
	}

	/**
	 * Look up a collection.
	 * @param id the collection's id
	 * @return the collection
	 */
	public Mono<DataCollection> get(long id) {
		return this.queries.one(Query.of(ONE, id).get("get collection"), "collection", DataCollection.class);
	}

	/**
	 * Create a collection. The call is not retried if it may have been accepted.
	 * @param name the name that messages use
	 * @param data the rows
	 * @return the new collection
	 */
	public Mono<DataCollection> create(String name, List<? extends Map<String, ?>> data) {
		return create(name, "data", data);
	}

	/**
	 * Create a collection from a URL that Customer.io downloads. The call is not retried
	 * if it may have been accepted.
	 * @param name the name that messages use
	 * @param url the URL of a CSV or JSON file
	 * @return the new collection
	 */
	public Mono<DataCollection> create(String name, URI url) {
		return create(name, "url", url);
	}

	private Mono<DataCollection> create(String name, String source, Object value) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.notNull(value, () -> "'" + source + "' must not be null");
		return this.queries.one(
				Query.of("/v1/collections").create("create collection", Map.of("name", name, source, value)),
				"collection", DataCollection.class);
	}

	/**
	 * Rename a collection.
	 * @param id the collection's id
	 * @param name the new name
	 * @return the collection
	 */
	public Mono<DataCollection> rename(long id, String name) {
		Assert.hasText(name, "'name' must not be empty");
		return update(id, "name", name);
	}

	/**
	 * Change the URL from which Customer.io downloads a collection.
	 * @param id the collection's id
	 * @param url the URL of a CSV or JSON file
	 * @return the collection
	 */
	public Mono<DataCollection> update(long id, URI url) {
		Assert.notNull(url, "'url' must not be null");
		return update(id, "url", url);
	}

	private Mono<DataCollection> update(long id, String name, Object value) {
		return this.queries.one(Query.of(ONE, id).put("update collection", Map.of(name, value)), "collection",
				DataCollection.class);
	}

	/**
	 * Delete a collection.
	 * @param id the collection's id
	 * @return completes when the call was accepted; a retry after a lost response fails
	 * with status 404
	 */
	public Mono<Void> delete(long id) {
		return this.queries.send(Query.of(ONE, id).delete("delete collection"));
	}

	/**
	 * Return the content of a collection.
	 * @param id the collection's id
	 * @return the content: an array of rows, or an object if the collection was created
	 * from one
	 */
	public Mono<JsonNode> content(long id) {
		return this.queries.one(Query.of(ONE + "/content", id).get("get collection content"), "", JsonNode.class);
	}

	/**
	 * Replace the content of a collection.
	 * @param id the collection's id
	 * @param data all rows
	 * @return the collection
	 */
	public Mono<DataCollection> replaceContent(long id, List<? extends Map<String, ?>> data) {
		Assert.notNull(data, "'data' must not be null");
		return this.queries.one(Query.of(ONE + "/content", id).put("update collection content", data), "collection",
				DataCollection.class);
	}

}
