package io.github.customeriospring.simulator.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * The list of facts that client and simulator are held to. It is generated, see
 * {@code docs/contract.md}.
 *
 * @param sources what each key of a source stands for, and its date
 * @param paths the operations of the Track API as "METHOD path"
 * @param operations the operations whose bodies are known
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
	 * Make bodies, each of which keeps or breaks one fact alone.
	 * @return the bodies
	 */
	public List<Body> bodies() {
		return this.operations.stream().flatMap((operation) -> Bodies.of(operation).stream()).toList();
	}

	/**
	 * From where facts are known.
	 *
	 * @param what its name
	 * @param date its day, as "2026-08-19"
	 */
	public record Source(String what, String date) {

	}

	/**
	 * One kind of request.
	 *
	 * @param name for example "person identify"
	 * @param method the HTTP method
	 * @param path the path, with names in braces
	 * @param example a valid body with as little as possible
	 * @param facts what is known of its body
	 */
	public record Operation(String name, String method, String path, Map<String, @Nullable Object> example,
			List<Fact> facts) {

	}

	/**
	 * Something that is known of a body.
	 *
	 * @param field the path of the field, empty for the whole body; "*" is any field
	 * @param rule the rule, for example "required" or "max-bytes"
	 * @param value what the rule needs, for example the bytes, or {@code null}
	 * @param source the key of its source
	 */
	public record Fact(String field, String rule, @Nullable Object value, String source) {

	}

	/**
	 * A body that keeps or breaks one fact.
	 *
	 * @param operation the operation it is for
	 * @param json the body
	 * @param valid whether Customer.io takes it
	 * @param fact the fact it is about
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
