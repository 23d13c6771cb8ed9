package io.github.customeriospring.simulator.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.rules.Assumption;
import io.github.customeriospring.simulator.rules.ItemError;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * {@code /api/v2/entity} and {@code /api/v2/batch}.
 */
final class TrackV2Api {

	// "32kb or smaller" and "smaller than 500kb", with the strictest reading of kb
	static final int MAX_ITEM_BYTES = 32_000;

	static final int BATCH_BYTES_BOUND = 500_000;

	private final Workspace workspace;

	TrackV2Api(Workspace workspace) {
		this.workspace = workspace;
	}

	Reply entity(byte[] body) {
		if (body.length > MAX_ITEM_BYTES) {
			return invalid("request", "request cannot be larger than 32kb");
		}
		Map<String, @Nullable Object> operation = Json.object(body);
		if (operation == null) {
			return malformed();
		}
		List<ItemError> errors = this.workspace.submit(operation);
		return errors.isEmpty() ? Reply.OK : Reply.entityErrors(errors);
	}

	Reply batch(byte[] body) {
		if (body.length >= BATCH_BYTES_BOUND) {
			return invalid("batch", "batch must be smaller than 500kb");
		}
		List<Item> items;
		try {
			items = items(body);
		}
		catch (JacksonException ex) {
			return malformed();
		}
		if (items == null || items.isEmpty()) {
			return Reply.entityErrors(List.of(new ItemError("required", "batch", "batch is required")));
		}
		List<BatchError> errors = new ArrayList<>(0);
		int invalid = 0;
		for (int i = 0; i < items.size(); i++) {
			List<ItemError> found = submit(items.get(i));
			invalid += found.isEmpty() ? 0 : 1;
			for (ItemError error : found) {
				errors.add(new BatchError(i, error.reason(), error.field(), error.message()));
			}
		}
		if (errors.isEmpty()) {
			return Reply.OK;
		}
		boolean refused = invalid == items.size() && this.workspace.assumes(Assumption.INVALID_BATCH_REFUSED);
		return Reply.json(refused ? 400 : 207, Map.of("errors", errors));
	}

	private List<ItemError> submit(Item item) {
		if (item.operation == null) {
			return List.of(new ItemError("invalid", "batch", "item must be an object"));
		}
		if (item.bytes > MAX_ITEM_BYTES) {
			return List.of(new ItemError("invalid", "batch", "item cannot be larger than 32kb"));
		}
		return this.workspace.submit(item.operation);
	}

	/**
	 * Read the items one by one, to know their size without writing them again.
	 */
	private static @Nullable List<Item> items(byte[] body) {
		List<Item> items = null;
		try (JsonParser parser = Json.MAPPER.createParser(body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				boolean batch = "batch".equals(parser.currentName());
				if (parser.nextToken() == JsonToken.START_ARRAY && batch) {
					items = new ArrayList<>();
					while (parser.nextToken() != JsonToken.END_ARRAY) {
						items.add(item(parser));
					}
				}
				else {
					parser.skipChildren();
				}
			}
		}
		return items;
	}

	private static Item item(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return new Item(null, 0);
		}
		long start = parser.currentTokenLocation().getByteOffset();
		Map<String, @Nullable Object> operation = Json.NESTED_OBJECT.readValue(parser);
		return new Item(operation, parser.currentLocation().getByteOffset() - start);
	}

	private static Reply malformed() {
		return invalid("request", "request is not a valid JSON object");
	}

	private static Reply invalid(String field, String message) {
		return Reply.entityErrors(List.of(new ItemError("invalid", field, message)));
	}

	private record Item(@Nullable Map<String, @Nullable Object> operation, long bytes) {

	}

	private record BatchError(@JsonProperty("batch_index") int batchIndex, String reason, String field,
			String message) {

	}

}
