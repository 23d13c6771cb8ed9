package io.github.customeriospring.benchmarks.call;

/**
 * Who sends the call.
 */
public enum Sender {

	/** A web client as an application builds it. */
	BARE("bare `WebClient`", false),

	/** The same with Boot's own meters of it. */
	BARE_OBSERVED("bare `WebClient` with Boot's meters of it", true),

	/** The auto-configured template. */
	TEMPLATE("template", false),

	/** The same with all meters and observations, Boot's own among them. */
	OBSERVED("template with meters and observations", true);

	private final String title;

	private final boolean observed;

	Sender(String title, boolean observed) {
		this.title = title;
		this.observed = observed;
	}

	/**
	 * The name in tables.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Whether there are registries of meters and observations.
	 * @return whether there are
	 */
	public boolean isObserved() {
		return this.observed;
	}

	/**
	 * Whether it is this project's.
	 * @return whether it is no bare web client
	 */
	public boolean isTemplate() {
		return this == TEMPLATE || this == OBSERVED;
	}

}
