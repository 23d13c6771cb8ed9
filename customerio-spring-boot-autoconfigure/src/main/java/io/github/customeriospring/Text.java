package io.github.customeriospring;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The rules for identifiers and names. Messages say what is wrong with a value, not the
 * value itself.
 */
final class Text {

	private Text() {
	}

	static String check(String what, @Nullable String value, int maxBytes) {
		Assert.notNull(value, () -> what + " must not be null");
		Assert.isTrue(!value.isBlank(), () -> what + " must not be empty");
		for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
			int codePoint = value.codePointAt(i);
			Assert.isTrue(!Character.isISOControl(codePoint), () -> what + " must not contain control characters");
			Assert.isTrue(codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE,
					() -> what + " must not contain half a surrogate pair");
		}
		int bytes = utf8Length(value);
		Assert.isTrue(bytes <= maxBytes,
				() -> what + " must have at most " + maxBytes + " bytes of UTF-8, has " + bytes);
		return value;
	}

	static int utf8Length(String value) {
		return value.getBytes(StandardCharsets.UTF_8).length;
	}

}
