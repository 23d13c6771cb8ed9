package io.github.customeriospring;

import java.util.regex.Pattern;

/**
 * Keeps personal data that a server echoes out of messages and logs.
 */
final class PersonalData {

	private static final int MAX_LENGTH = 500;

	private static final Pattern EMAIL = Pattern.compile("[^\\s\"'<>,;:()]+@[^\\s\"'<>,;:()]+");

	private static final Pattern PHONE = Pattern.compile("\\+\\d{7,15}");

	private PersonalData() {
	}

	static String mask(String text) {
		String shortened = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "…" : text;
		return PHONE.matcher(EMAIL.matcher(shortened).replaceAll("<email>")).replaceAll("<phone>");
	}

}
