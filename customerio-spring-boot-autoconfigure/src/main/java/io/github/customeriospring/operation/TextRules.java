package io.github.customeriospring.operation;

import java.util.function.IntPredicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Checks identifiers and names. Error messages say what is wrong with a value, but never
 * contain it.
 */
final class TextRules {

	private TextRules() {
	}

	static String check(String what, @Nullable String value, int maxBytes) {
		Assert.notNull(value, () -> what + " must not be null");
		Assert.isTrue(!value.isBlank(), () -> what + " must not be empty");
		Assert.isTrue(find(value, Character::isISOControl) < 0, () -> what + " must not contain control characters");
		checkSurrogates(() -> what, value);
		int bytes = utf8Length(value);
		Assert.isTrue(bytes <= maxBytes,
				() -> what + " must have at most " + maxBytes + " bytes of UTF-8, has " + bytes);
		return value;
	}

	/** Refuses identifiers that look like another but differ from it. */
	static String checkIdentifier(String what, @Nullable String value, int maxBytes) {
		String checked = check(what, value, maxBytes);
		int found = find(checked, TextRules::isInvisible);
		Assert.isTrue(found < 0, () -> what + " must not contain invisible characters, has " + name(found));
		for (int end : new int[] { checked.codePointAt(0), checked.codePointBefore(checked.length()) }) {
			Assert.isTrue(!isBlank(end) && !isJoiner(end),
					() -> what + " must not begin or end with a blank, has " + name(end));
		}
		return checked;
	}

	static void checkSurrogates(Supplier<String> what, String value) {
		Assert.isTrue(find(value, TextRules::isHalfAPair) < 0,
				() -> what.get() + " must not contain half a surrogate pair");
	}

	/** Returns the first matching code point, or -1. */
	private static int find(String value, IntPredicate kind) {
		for (int i = 0; i < value.length();) {
			int codePoint = value.codePointAt(i);
			if (kind.test(codePoint)) {
				return codePoint;
			}
			i += Character.charCount(codePoint);
		}
		return -1;
	}

	/** A complete pair would be a single code point outside this range. */
	private static boolean isHalfAPair(int codePoint) {
		return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
	}

	static boolean isBlank(int codePoint) {
		return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
	}

	/** Includes no-break spaces, which nobody can tell from a blank. */
	private static boolean isInvisible(int codePoint) {
		return switch (codePoint) {
			case 0x00A0, 0x2007, 0x202F -> true;
			default -> Character.getType(codePoint) == Character.FORMAT && !isJoiner(codePoint) && !isTag(codePoint);
		};
	}

	/** Joiners are legitimate in Persian words and emoji. */
	private static boolean isJoiner(int codePoint) {
		return codePoint == 0x200C || codePoint == 0x200D;
	}

	/** Tags are legitimate in emoji, such as the flags of Wales and Scotland. */
	private static boolean isTag(int codePoint) {
		return codePoint >= 0xE0020 && codePoint <= 0xE007F;
	}

	private static String name(int codePoint) {
		return "U+%04X (%s)".formatted(codePoint, Character.getName(codePoint));
	}

	/** Returns as many complete characters from the start as fit. */
	static String cut(String value, int maxBytes) {
		int end = 0;
		for (int bytes = 0; end < value.length();) {
			int codePoint = value.codePointAt(end);
			bytes += utf8Length(Character.toString(codePoint));
			if (bytes > maxBytes) {
				break;
			}
			end += Character.charCount(codePoint);
		}
		return value.substring(0, end);
	}

	static int utf8Length(String value) {
		int bytes = value.length();
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			if (character >= 0x80) {
				// two of a pair make four
				bytes += (character < 0x800 || Character.isSurrogate(character)) ? 1 : 2;
			}
		}
		return bytes;
	}

}
