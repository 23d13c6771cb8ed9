package io.github.customeriospring.simulator.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Writes the CSV files of exports.
 */
final class Csv {

	private Csv() {
	}

	static String of(Collection<String> columns, List<? extends Map<String, ? extends @Nullable Object>> rows) {
		StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
		for (Map<String, ? extends @Nullable Object> row : rows) {
			csv.append(columns.stream().map((column) -> cell(row.get(column))).collect(Collectors.joining(",")))
				.append('\n');
		}
		return csv.toString();
	}

	private static String cell(@Nullable Object value) {
		String text = (value != null) ? value.toString() : "";
		return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
	}

}
