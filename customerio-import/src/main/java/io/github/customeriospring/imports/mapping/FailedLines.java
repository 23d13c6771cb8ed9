package io.github.customeriospring.imports.mapping;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines that failed, as JSON that can be imported again: names that start with an
 * underscore are no attributes.
 */
public final class FailedLines {

	/** An event may have arrived although it failed, so it must keep its id. */
	static final String EVENT_ID = "_event_id";

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private FailedLines() {
	}

	/**
	 * Write a line as JSON.
	 * @param line the line
	 * @param operation what it became, or {@code null} if it never got that far
	 * @param error why it failed
	 * @return the JSON without a line break
	 */
	public static byte[] toJson(SourceLine line, @Nullable TrackOperation operation, String error) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("_line", line.number());
		json.put("_error", error);
		Map<String, @Nullable Object> fields = line.fields();
		if (fields == null) {
			json.put("_raw", line.raw());
			if (line.bytes() != null) {
				json.put("_bytes", Base64.getEncoder().encodeToString(line.bytes()));
			}
		}
		else {
			if (operation != null && operation.name().equals("person event")) {
				json.put(EVENT_ID, MAPPER.readTree(operation.toBytes()).path("id").asString());
			}
			fields.forEach(json::putIfAbsent);
		}
		return MAPPER.writeValueAsBytes(json);
	}

}
