package io.github.customeriospring;

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

	private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

	public Identifier {
		Assert.hasText(type, "'type' must not be empty");
		Text.check("'" + type + "'", value, MAX_BYTES);
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
		Identifier identifier = new Identifier("email", email);
		int at = email.indexOf('@');
		Assert.isTrue(at > 0 && at < email.length() - 1 && email.chars().noneMatch(Character::isWhitespace),
				"'email' must be an e-mail address");
		return identifier;
	}

	/**
	 * Name a person by phone number, where the workspace allows it.
	 * @param phone the number in E.164 form, such as {@code +15551234567}
	 * @return the identifier
	 */
	public static Identifier phone(String phone) {
		Identifier identifier = new Identifier("phone", phone);
		Assert.isTrue(E164.matcher(phone).matches(), "'phone' must be in E.164 form, such as +15551234567");
		return identifier;
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
