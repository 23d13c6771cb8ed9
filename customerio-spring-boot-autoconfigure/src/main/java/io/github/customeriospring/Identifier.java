package io.github.customeriospring;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * Names one person. Customer.io takes exactly one identifier a call.
 *
 * @param type which kind of identifier, as Customer.io spells it
 * @param value the value; ids and e-mail addresses may have up to 150 bytes of UTF-8
 * @since 0.1.0
 */
public record Identifier(String type, String value) {

	static final int MAX_BYTES = 150;

	private static final List<String> TYPES = List.of("id", "email", "phone", "cio_id");

	private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

	public Identifier {
		Assert.isTrue(type != null && TYPES.contains(type), () -> "'type' must be one of " + TYPES);
		Text.check("'" + type + "'", value, MAX_BYTES);
		Assert.isTrue(!"email".equals(type) || isEmail(value), "'email' must be an e-mail address");
		Assert.isTrue(!"phone".equals(type) || E164.matcher(value).matches(),
				"'phone' must be in E.164 form, such as +15551234567");
	}

	private static boolean isEmail(String value) {
		int at = value.indexOf('@');
		return at > 0 && at < value.length() - 1 && value.chars().noneMatch(Character::isWhitespace);
	}

	/**
	 * Name a person by the id that you gave it.
	 * @param id any characters but control characters; slashes, dots and the like are
	 * fine
	 * @return the identifier
	 */
	public static Identifier id(String id) {
		return new Identifier("id", id);
	}

	/**
	 * Name a person by e-mail address.
	 * @param email the address
	 * @return the identifier
	 */
	public static Identifier email(String email) {
		return new Identifier("email", email);
	}

	/**
	 * Name a person by phone number, where the workspace allows it.
	 * @param phone the number in E.164 form, such as {@code +15551234567}
	 * @return the identifier
	 */
	public static Identifier phone(String phone) {
		return new Identifier("phone", phone);
	}

	/**
	 * Name a person by the id that Customer.io gave it.
	 * @param cioId the {@code cio_id}, without the prefix {@code cio_}
	 * @return the identifier
	 */
	public static Identifier cioId(String cioId) {
		return new Identifier("cio_id", cioId);
	}

	/**
	 * Describe the identifier without its value, which is personal data.
	 */
	@Override
	public String toString() {
		return this.type + "=…";
	}

}
