package io.github.customeriospring.imports.columns;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What was seen in a column.
 */
public final class ColumnProfile {

	private static final int EXAMPLES = 3;

	private final boolean time;

	private final long[] counts = new long[Kind.values().length];

	private final Map<Kind, String> firsts = new EnumMap<>(Kind.class);

	private final List<String> examples = new ArrayList<>();

	private long empty;

	private long filled;

	private boolean local;

	private boolean milliseconds;

	/**
	 * Create the profile of a column in which nothing was seen.
	 * @param name its name
	 */
	public ColumnProfile(String name) {
		this.time = Names.isTime(name);
	}

	/**
	 * Note a value.
	 * @param text the text, {@code null} or empty if there is none
	 */
	public void add(@Nullable String text) {
		String stripped = (text != null) ? Names.strip(text) : "";
		if (stripped.isEmpty()) {
			this.empty++;
			return;
		}
		this.filled++;
		Kind kind = kind(stripped);
		if (this.counts[kind.ordinal()]++ == 0) {
			this.firsts.put(kind, stripped);
		}
		if (kind == Kind.TIME) {
			this.local |= Times.isLocal(stripped);
			this.milliseconds |= Times.isMilliseconds(stripped);
		}
		if (this.examples.size() < EXAMPLES && !this.examples.contains(stripped)) {
			this.examples.add(stripped);
		}
	}

	private Kind kind(String text) {
		if (Values.isNothing(text)) {
			return Kind.NOTHING;
		}
		char first = text.charAt(0);
		if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
			return digits(text);
		}
		if (Values.truth(text) != null) {
			return Kind.BOOLEAN;
		}
		return Values.isEmail(text) ? Kind.EMAIL : Kind.OTHER;
	}

	private Kind digits(String text) {
		if (this.time && Times.seconds(text, ZoneOffset.UTC) != null) {
			return Kind.TIME;
		}
		if (Values.number(text) != null) {
			return Kind.NUMBER;
		}
		if (Values.isScientific(text)) {
			return Kind.SCIENTIFIC;
		}
		if (Values.isDate(text)) {
			return Kind.DATE;
		}
		if (Values.isCode(text)) {
			return Kind.CODE;
		}
		if (Values.isEmail(text)) {
			return Kind.EMAIL;
		}
		return (Times.seconds(text, ZoneOffset.UTC) != null) ? Kind.TIME : Kind.OTHER;
	}

	ColumnType type(String name) {
		if (this.filled == 0) {
			return this.time ? ColumnType.TIME : ColumnType.TEXT;
		}
		if (this.time && isAll(Kind.TIME)) {
			return ColumnType.TIME;
		}
		if (isAll(Kind.BOOLEAN)) {
			return ColumnType.BOOLEAN;
		}
		return (isAll(Kind.NUMBER) && !Names.isCode(name)) ? ColumnType.NUMBER : ColumnType.TEXT;
	}

	boolean isAll(Kind kind) {
		return this.filled > 0 && count(kind) == this.filled;
	}

	/** Whether so many are that others must be mistakes. */
	boolean isMost(Kind kind) {
		return this.filled > 0 && count(kind) >= 0.9 * this.filled;
	}

	long count(Kind kind) {
		return this.counts[kind.ordinal()];
	}

	/** The first value of this kind, or any if there is none. */
	String first(Kind kind) {
		return this.firsts.getOrDefault(kind, this.examples.isEmpty() ? "" : this.examples.get(0));
	}

	/** The first value of any other kind. */
	String firstBut(Kind kind) {
		return this.firsts.entrySet()
			.stream()
			.filter((first) -> first.getKey() != kind)
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("");
	}

	/**
	 * Return how many lines had no value.
	 * @return the lines
	 */
	public long empty() {
		return this.empty;
	}

	/**
	 * Return how many lines had a value.
	 * @return the lines
	 */
	public long filled() {
		return this.filled;
	}

	/**
	 * Return the first values.
	 * @return at most three, all different
	 */
	public List<String> examples() {
		return this.examples;
	}

	/** Whether points in time do not say where it is that late. */
	boolean isLocal() {
		return this.local;
	}

	boolean isMilliseconds() {
		return this.milliseconds;
	}

	/**
	 * What a text looks like.
	 */
	enum Kind {

		NUMBER, BOOLEAN, TIME,

		/** Digits that are no quantity: leading zeros, a plus, too many. */
		CODE,

		/** A number that a spreadsheet has shortened. */
		SCIENTIFIC,

		EMAIL,

		/** A date in an order that somebody has to say. */
		DATE,

		/** What databases write where there is no value. */
		NOTHING,

		OTHER

	}

}
