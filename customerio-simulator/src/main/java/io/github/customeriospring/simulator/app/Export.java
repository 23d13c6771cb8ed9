package io.github.customeriospring.simulator.app;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An export in progress. Guarded by {@link ExportsApi}.
 */
final class Export {

	private final int id;

	private final String type;

	private final long createdAt;

	final String content;

	private final boolean fails;

	private int polls;

	private int downloads;

	Export(int id, String type, long createdAt, String content, int polls, boolean fails) {
		this.id = id;
		this.type = type;
		this.createdAt = createdAt;
		this.content = content;
		this.polls = polls;
		this.fails = fails;
	}

	/**
	 * Return the current state. Each call brings the export closer to its end.
	 */
	Map<String, Object> poll() {
		String status = (this.polls > 0) ? "pending" : this.fails ? "failed" : "done";
		this.polls = Math.max(0, this.polls - 1);
		return describe(status);
	}

	Map<String, Object> describe(String status) {
		Map<String, Object> export = new LinkedHashMap<>();
		export.put("id", this.id);
		export.put("deduplicate_id", this.id + ":" + this.createdAt);
		export.put("type", this.type);
		export.put("status", status);
		export.put("failed", status.equals("failed"));
		export.put("description", "");
		export.put("downloads", this.downloads);
		export.put("total", status.equals("done") ? this.content.lines().skip(1).count() : 0);
		export.put("created_at", this.createdAt);
		export.put("updated_at", this.createdAt);
		return export;
	}

	boolean isDone() {
		return this.polls == 0 && !this.fails;
	}

	void downloaded() {
		this.downloads++;
	}

}
