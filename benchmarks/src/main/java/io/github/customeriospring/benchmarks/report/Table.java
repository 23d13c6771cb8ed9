package io.github.customeriospring.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in Markdown.
 */
public final class Table {

	private final List<String> lines = new ArrayList<>();

	private final int columns;

	/**
	 * Create a table.
	 * @param headings one for each column
	 */
	public Table(List<String> headings) {
		this.columns = headings.size();
		row(headings);
		this.lines.add("|---".repeat(this.columns) + "|");
	}

	/**
	 * Add a row.
	 * @param cells one for each column
	 * @return this
	 */
	public Table row(List<String> cells) {
		if (cells.size() != this.columns) {
			throw new IllegalArgumentException("A row needs " + this.columns + " cells, was " + cells);
		}
		this.lines
			.add("| " + String.join(" | ", cells.stream().map((cell) -> cell.replace("|", "\\|")).toList()) + " |");
		return this;
	}

	@Override
	public String toString() {
		return String.join("\n", this.lines) + "\n";
	}

}
