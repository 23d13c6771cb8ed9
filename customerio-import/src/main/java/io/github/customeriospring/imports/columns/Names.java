package io.github.customeriospring.imports.columns;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How names of columns are compared, and what a name alone says of the values.
 */
public final class Names {

	/**
	 * What identifies a person unless an option says so, in this order.
	 */
	public static final List<String> IDENTIFIERS = List.of("id", "email", "cio_id", "phone");

	/** Attributes that Customer.io knows by these names, in small letters. */
	private static final Set<String> RESERVED = Set.of("id", "email", "cio_id", "phone", "created_at", "unsubscribed");

	/** Digits that are no quantity, wherever in a name. */
	private static final Set<String> CODES = Set.of("phone", "telephone", "tel", "telefon", "mobile", "handy", "fax",
			"zip", "zipcode", "postal", "postcode", "postalcode", "plz");

	/** The same, at the end of a name. */
	private static final Set<String> CODES_AT_END = Set.of("id", "ids", "uuid", "guid", "ean", "isbn", "iban", "sku",
			"ssn", "vat");

	private Names() {
	}

	/**
	 * Take surrounding blanks away, also those that cannot be seen.
	 * @param text any text
	 * @return the text without them
	 */
	public static String strip(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isBlank(text.charAt(start))) {
			start++;
		}
		while (start < end && isBlank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isBlank(char character) {
		if (character > ' ' && character < 0x7F) {
			return false;
		}
		int type = Character.getType(character);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.SPACE_SEPARATOR
				|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}

	/**
	 * Return what two names have in common that are the same for people.
	 * @param name the name of a column
	 * @return the name without surrounding blanks, in small letters
	 */
	public static String key(String name) {
		return strip(name).toLowerCase(Locale.ROOT);
	}

	/**
	 * The words of a name: {@code userId}, {@code User ID} and {@code user-id} are the
	 * same.
	 */
	static List<String> words(String name) {
		String spaced = strip(name).replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").toLowerCase(Locale.ROOT);
		return List.of(spaced.split("[^\\p{L}\\p{N}]+"));
	}

	/** Such as {@code created_at}, also for {@code Created At}. */
	static String snake(String name) {
		return String.join("_", words(name));
	}

	/** Whether the values are points in time: {@code created_at} and the like. */
	static boolean isTime(String name) {
		return snake(name).endsWith("_at");
	}

	/** Whether the values are no quantity even if they are all digits. */
	static boolean isCode(String name) {
		List<String> words = words(name);
		return words.stream().anyMatch(CODES::contains) || CODES_AT_END.contains(words.get(words.size() - 1));
	}

	/** The identifier that a column is by its name, or {@code null}. */
	static @Nullable String identifier(String name) {
		String key = key(name);
		return IDENTIFIERS.contains(key) ? key : null;
	}

	/** What a column is sent as unless an option says so. */
	static String sent(String name) {
		String key = key(name);
		return RESERVED.contains(key) ? key : strip(name);
	}

}
