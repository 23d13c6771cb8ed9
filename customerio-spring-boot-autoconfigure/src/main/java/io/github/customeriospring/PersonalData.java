package io.github.customeriospring;

import java.util.regex.Pattern;

/**
 * Keeps personal data that a server echoes out of messages and logs.
 */
final class PersonalData {

	private static final int MAX_LENGTH = 500;

	/** As it is, or as a path quotes it. */
	private static final Pattern EMAIL = Pattern.compile("[^\\s\"'<>,;:()]+(?:@|%40)[^\\s\"'<>,;:()]+");

	private static final Pattern PHONE = Pattern.compile("(?:\\+|%2[Bb])\\d{7,15}");

	private static final Pattern LAST_WORD = Pattern.compile("[^\\s\"'<>,;:()]+$");

	private PersonalData() {
	}

	static String mask(String text) {
		return PHONE.matcher(EMAIL.matcher(shorten(text)).replaceAll("<email>")).replaceAll("<phone>");
	}

	private static String shorten(String text) {
		// at a word's end, as half an address would not be recognised
		return (text.length() > MAX_LENGTH) ? LAST_WORD.matcher(text.substring(0, MAX_LENGTH)).replaceFirst("") + "…"
				: text;
	}

}
