package io.github.customeriospring.imports.columns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.customeriospring.imports.columns.ColumnProfile.Kind;
import io.github.customeriospring.imports.reading.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file: what was seen in them, and what becomes of them.
 */
public final class Columns {

	/**
	 * More names than a file of people has, and a bound for one whose names are values.
	 */
	private static final int MAX_KNOWN = 2000;

	private final Mapping mapping;

	private final Map<String, ColumnProfile> profiles;

	private final Map<String, Column> byName = new LinkedHashMap<>();

	/** Of a file whose lines all have the same columns. */
	private @Nullable Column identifier;

	private Columns(Mapping mapping, Map<String, ColumnProfile> profiles) {
		this.mapping = mapping;
		this.profiles = profiles;
		profiles.forEach((name, profile) -> this.byName.put(name, Column.of(name, mapping, profile)));
	}

	/**
	 * Make up the columns of a CSV file.
	 * @param header its names, as they are in the file
	 * @param profiles what was seen below each
	 * @param mapping what the user says of them
	 * @return the columns
	 * @throws InputException if a name is missing or there twice, or if nothing or not
	 * surely one identifies the person
	 */
	public static Columns ofHeader(List<String> header, List<ColumnProfile> profiles, Mapping mapping) {
		Map<String, ColumnProfile> byName = new LinkedHashMap<>();
		for (int i = 0; i < header.size(); i++) {
			String name = Names.strip(header.get(i));
			if (name.isEmpty()) {
				checkUnnamed(i + 1, profiles.get(i), mapping);
			}
			else if (byName.put(name, profiles.get(i)) != null) {
				throw new InputException("The header has the column '" + name + "' twice", false);
			}
		}
		Columns columns = new Columns(mapping, byName);
		columns.check();
		columns.identifier = columns.identifier(byName.keySet());
		return columns;
	}

	private static void checkUnnamed(int number, ColumnProfile profile, Mapping mapping) {
		if (profile.filled() > 0 && mapping.columns().isEmpty()) {
			throw new InputException(
					"Column " + number + " has no name in the header, but values such as '" + profile.examples().get(0)
							+ "': give it a name, or name the columns to import with --columns=COL,...",
					true);
		}
	}

	/**
	 * Make up the columns of a file with a JSON object a line.
	 * @param profiles what was seen under each name
	 * @param mapping what the user says of them
	 * @return the columns, to which others are added as they come
	 */
	public static Columns ofFields(Map<String, ColumnProfile> profiles, Mapping mapping) {
		return new Columns(mapping, profiles);
	}

	private void check() {
		Set<String> keys = this.byName.keySet().stream().map(Names::key).collect(Collectors.toSet());
		this.mapping.named().forEach((option, named) -> named.forEach((key) -> {
			if (!keys.contains(key)) {
				throw new InputException(option + ": there is no column '" + key + "', only " + names(), true);
			}
		}));
		Column identifier = identifier(this.byName.keySet());
		if (identifier == null) {
			throw new InputException("No column is called id, email, cio_id or phone, so none identifies the person. "
					+ Advice.identifier(this.profiles), true);
		}
		if (identifierType(identifier).equals("id") && isFoundByOption() && this.mapping.identifierType() == null
				&& profile(identifier).isMost(Kind.EMAIL)) {
			throw new InputException(
					"The column '" + identifier.name() + "' holds e-mail addresses: add "
							+ "--identifier-type=email, or --identifier-type=id if they are the ids of your people",
					true);
		}
		Set<String> sent = new HashSet<>();
		for (Column column : this.byName.values()) {
			if (column.sentAs() != null && !column.equals(identifier) && !sent.add(column.sentAs())) {
				throw new InputException("Two columns would be the attribute '" + column.sentAs()
						+ "': give one another name with --rename, or choose with --columns", true);
			}
		}
	}

	private boolean isFoundByOption() {
		String column = this.mapping.identifierColumn();
		return column != null && !Names.IDENTIFIERS.contains(column);
	}

	private String names() {
		return String.join(", ", this.byName.keySet());
	}

	/**
	 * Return a column.
	 * @param name its name, without surrounding blanks
	 * @return the column, made up if it was not seen before
	 */
	public Column get(String name) {
		Column column = this.byName.get(name);
		if (column == null) {
			column = Column.of(name, this.mapping, new ColumnProfile(name));
			if (this.byName.size() < MAX_KNOWN) {
				this.byName.put(name, column);
			}
		}
		return column;
	}

	/**
	 * Return the column that identifies the person.
	 * @param names the columns that a line has
	 * @return the column, or {@code null} if none does
	 */
	public @Nullable Column identifier(Collection<String> names) {
		if (this.identifier != null) {
			return this.identifier;
		}
		if (this.mapping.identifierColumn() != null) {
			return named(names, this.mapping.identifierColumn());
		}
		for (String identifier : Names.IDENTIFIERS) {
			Column column = named(names, identifier);
			if (column != null) {
				return column;
			}
		}
		return null;
	}

	/**
	 * Return the column that an option names.
	 * @param names the columns that a line has
	 * @param key the name, as {@link Names#key} makes it
	 * @return the column, or {@code null} if there is none
	 */
	public @Nullable Column named(Collection<String> names, String key) {
		if (names.contains(key)) {
			return get(key);
		}
		for (String name : names) {
			if (name.length() >= key.length() && Names.key(name).equals(key)) {
				return get(name);
			}
		}
		return null;
	}

	/**
	 * Return what a column identifies the person by.
	 * @param identifier the column
	 * @return one of {@link Names#IDENTIFIERS}
	 */
	public String identifierType(Column identifier) {
		if (this.mapping.identifierType() != null) {
			return this.mapping.identifierType();
		}
		String type = Names.identifier(identifier.name());
		return (type != null) ? type : "id";
	}

	/**
	 * Return the columns in their order.
	 * @return the columns
	 */
	public List<Column> all() {
		return List.copyOf(this.byName.values());
	}

	/**
	 * Return what was seen in a column.
	 * @param column the column
	 * @return its profile, with nothing in it if the column was not seen
	 */
	public ColumnProfile profile(Column column) {
		return this.profiles.getOrDefault(column.name(), new ColumnProfile(column.name()));
	}

	/**
	 * Return what a person should look at before the import.
	 * @return sentences
	 */
	public List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		Column identifier = identifier(this.profiles.keySet());
		this.profiles.forEach((name, profile) -> {
			Column column = get(name);
			if (column.equals(identifier)) {
				warnings.addAll(Advice.identifier(column, identifierType(column), profile));
			}
			else if (column.sentAs() != null) {
				warnings.addAll(Advice.attribute(column, profile));
			}
		});
		return Collections.unmodifiableList(warnings);
	}

	/**
	 * Say what decides what is sent, so that another decision is another import.
	 */
	@Override
	public String toString() {
		Map<String, String> types = new TreeMap<>();
		this.profiles.keySet().forEach((name) -> types.put(name, get(name).type().toString()));
		return types.toString();
	}

}
