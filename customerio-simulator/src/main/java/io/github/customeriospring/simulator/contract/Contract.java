package io.github.customeriospring.simulator.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * The facts about Customer.io that the client and the simulator must match. The list is
 * generated, see {@code docs/contract.md}.
 *
 * @param sources the name and date of each source, by key
 * @param paths the operations of the Track API as "METHOD path"
 * @param operations the operations with known bodies
 * @since 0.1.0
 */
public record Contract(Map<String, Source> sources, List<String> paths, List<Operation> operations) {

	/**
	 * Read the list.
	 * @return the contract
	 */
	public static Contract read() {
		try (InputStream stream = Contract.class.getResourceAsStream("contract.json")) {
			if (stream == null) {
				throw new IllegalStateException("contract.json is missing");
			}
			return Json.MAPPER.readValue(stream, Contract.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Generate bodies, each of which satisfies or violates a single fact.
	 * @return the bodies
	 */
	public List<Body> bodies() {
		return this.operations.stream().flatMap((operation) -> Bodies.of(operation).stream()).toList();
	}

	/**
	 * A source of facts.
	 *
	 * @param what the name
	 * @param date the date, in the format "2026-08-19"
	 */
	public record Source(String what, String date) {

	}

	/**
	 * A kind of request.
	 *
	 * @param name for example "person identify"
	 * @param method the HTTP method
	 * @param path the path, with names in braces
	 * @param example a minimal valid body
	 * @param facts the known facts about its body
	 */
	public record Operation(String name, String method, String path, Map<String, @Nullable Object> example,
			List<Fact> facts) {

	}

	/**
	 * A known fact about a body.
	 *
	 * @param field the path of the field, empty for the whole body; "*" stands for any
	 * field
	 * @param rule the rule, for example "required" or "max-bytes"
	 * @param value the parameter of the rule, for example the number of bytes, or
	 * {@code null}
	 * @param source the key of the source
	 */
	public record Fact(String field, String rule, @Nullable Object value, String source) {

	}

	/**
	 * A body that satisfies or violates a fact.
	 *
	 * @param operation the operation
	 * @param json the body
	 * @param valid whether Customer.io accepts it
	 * @param fact the fact that it satisfies or violates
	 */
	public record Body(Operation operation, String json, boolean valid, Fact fact) {

		@Override
		public String toString() {
			String start = (this.json.length() > 200) ? this.json.substring(0, 200) + "…" : this.json;
			return "%s, %s: %s %s %s: %s".formatted(this.operation.name(), this.valid ? "valid" : "invalid",
					this.fact.field(), this.fact.rule(), this.fact.value(), start);
		}

	}

}
