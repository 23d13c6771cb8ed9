package io.github.customeriospring.operation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Identifies a person. Customer.io accepts exactly one identifier per call.
 * <p>
 * Leading and trailing blanks and invisible characters (no-break and zero-width spaces,
 * byte order marks, …) are refused, because they would create a second person who looks
 * like the first.
 *
 * @param type the kind of identifier, as Customer.io spells it
 * @param value the value, up to 150 bytes of UTF-8
 * @since 0.1.0
 */
public record Identifier(String type, String value) {

	private static final int MAX_BYTES = 150;

	private static final String ANONYMOUS = "anonymous_id";

	private static final List<String> TYPES = List.of("id", "email", "phone", "cio_id", ANONYMOUS);

	private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

	/** The prefix in exports and in the paths of the Track API's version 1. */
	private static final String CIO_ID_PREFIX = "cio_";

	public Identifier {
		Assert.isTrue(type != null && TYPES.contains(type), () -> "'type' must be one of " + TYPES);
		if ("cio_id".equals(type) && value != null && value.startsWith(CIO_ID_PREFIX)) {
			value = value.substring(CIO_ID_PREFIX.length());
		}
		TextRules.checkIdentifier("'" + type + "'", value, MAX_BYTES);
		Assert.isTrue(!"email".equals(type) || isEmail(value), "'email' must be an e-mail address");
		Assert.isTrue(!"phone".equals(type) || E164.matcher(value).matches(),
				"'phone' must be in E.164 format, such as +15551234567");
	}

	private static boolean isEmail(String value) {
		int at = value.indexOf('@');
		return at > 0 && at < value.length() - 1 && value.codePoints().noneMatch(TextRules::isBlank);
	}

	/**
	 * Identify a person by the id that you assigned.
	 * @param id the id; all characters are allowed, including slashes and dots, except
	 * control and invisible characters and blanks at either end
	 * @return the identifier
	 */
	public static Identifier id(String id) {
		return new Identifier("id", id);
	}

	/**
	 * Identify a person by e-mail address. Customer.io ignores its case.
	 * @param email the address
	 * @return the identifier
	 */
	public static Identifier email(String email) {
		return new Identifier("email", email);
	}

	/**
	 * Identify a person by phone number, if the workspace allows it.
	 * @param phone the number in E.164 format, such as {@code +15551234567}
	 * @return the identifier
	 */
	public static Identifier phone(String phone) {
		return new Identifier("phone", phone);
	}

	/**
	 * Identify a person by the id that Customer.io assigned.
	 * @param cioId the {@code cio_id}; a prefix {@code cio_} is removed
	 * @return the identifier
	 */
	public static Identifier cioId(String cioId) {
		return new Identifier("cio_id", cioId);
	}

	/**
	 * Identify an anonymous visitor, for events, pages and screens only. Customer.io's
	 * reference does not list anonymous identifiers for version 2 of the Track API, but
	 * Segment and RudderStack use them this way.
	 * @param anonymousId your id for the visitor
	 * @return the identifier
	 */
	public static Identifier anonymous(String anonymousId) {
		return new Identifier(ANONYMOUS, anonymousId);
	}

	/**
	 * Return whether this identifies an anonymous visitor.
	 * @return whether it can be used for events, pages and screens only
	 */
	public boolean isAnonymous() {
		return this.type.equals(ANONYMOUS);
	}

	Identifier known() {
		Assert.isTrue(!isAnonymous(), "An anonymous identifier can be used for events, pages and screens only");
		return this;
	}

	/** The key by which the queue keeps the order of this person's operations. */
	String key() {
		return this.type + ":" + (this.type.equals("email") ? this.value.toLowerCase(Locale.ROOT) : this.value);
	}

	void putTo(ObjectNode identifiers) {
		identifiers.put(this.type, this.value);
	}

	/**
	 * Describe the identifier without its value, which is personal data.
	 */
	@Override
	public String toString() {
		return this.type + "=…";
	}

}
