package io.github.customeriospring;

import java.util.regex.Pattern;

/**
 * Makes a server's texts safe for exceptions and logs: a single line, short, without
 * personal data. It runs on event loops, so its time is linear in the length of the text.
 */
final class PersonalData {

	private static final int MAX_LENGTH = 500;

	/** The characters that end a word, in addition to blanks. */
	private static final String DELIMITERS = "\"'<>,;:()";

	private static final Pattern PHONE = Pattern.compile("(?:\\+|%2[Bb])\\d{7,15}");

	private PersonalData() {
	}

	static String mask(String text) {
		String line = oneLine(shorten(text));
		StringBuilder masked = new StringBuilder(line.length());
		int start = 0;
		for (int i = 0; i <= line.length(); i++) {
			if (i == line.length() || isDelimiter(line.charAt(i))) {
				String word = line.substring(start, i);
				masked.append(isEmail(word) ? "<email>" : word);
				if (i < line.length()) {
					masked.append(line.charAt(i));
				}
				start = i + 1;
			}
		}
		return PHONE.matcher(masked).replaceAll("<phone>");
	}

	/** Recognises an address in plain and in URL-encoded form. */
	private static boolean isEmail(String word) {
		return isInside(word.indexOf('@', 1), 1, word) || isInside(word.indexOf("%40", 1), 3, word);
	}

	private static boolean isInside(int index, int length, String word) {
		return index > 0 && index + length < word.length();
	}

	/** Cuts at the end of a word, because half an address would not be recognised. */
	private static String shorten(String text) {
		if (text.length() <= MAX_LENGTH) {
			return text;
		}
		int end = MAX_LENGTH;
		while (end > 0 && !isDelimiter(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end) + "…";
	}

	/** Prevents log injection: input with line breaks could pass for a log line. */
	private static String oneLine(String text) {
		StringBuilder line = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isControl(c)) {
				line.append(' ');
			}
			else if (Character.getType(c) != Character.FORMAT) {
				line.append(c);
			}
		}
		return line.toString();
	}

	private static boolean isControl(char c) {
		int type = Character.getType(c);
		return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}

	private static boolean isDelimiter(char c) {
		return Character.isWhitespace(c) || isControl(c) || DELIMITERS.indexOf(c) >= 0;
	}

}
