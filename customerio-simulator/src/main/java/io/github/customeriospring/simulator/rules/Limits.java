package io.github.customeriospring.simulator.rules;

/**
 * The sizes that Customer.io accepts, in bytes of UTF-8.
 */
final class Limits {

	static final int ID_BYTES = 150;

	static final int EVENT_NAME_BYTES = 100;

	static final int ATTRIBUTE_NAME_BYTES = 150;

	static final int ATTRIBUTE_VALUE_BYTES = 1000;

	static final int ATTRIBUTES = 300;

	// Customer.io's Ruby library refuses other values, which are mostly milliseconds
	static final long MIN_TIMESTAMP = 1_000_000_000L;

	static final long MAX_TIMESTAMP = 99_999_999_999L;

	private Limits() {
	}

	static boolean isLonger(String value, int bytes) {
		// a char takes at most three bytes, and a surrogate pair takes four
		return value.length() * 3 > bytes && utf8Length(value) > bytes;
	}

	private static int utf8Length(String value) {
		int length = value.length();
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c >= 0x80) {
				length += (c < 0x800 || Character.isSurrogate(c)) ? 1 : 2;
			}
		}
		return length;
	}

}
