package io.github.customeriospring.operation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.customeriospring.text.Text;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Names one person. Customer.io takes exactly one identifier a call.
 * <p>
 * Blanks at the ends and invisible characters (no-break and zero-width spaces, byte order
 * marks, …) are refused: they make a second person who looks like the first.
 *
 * @param type which kind of identifier, as Customer.io spells it
 * @param value the value, up to 150 bytes of UTF-8
 * @since 0.1.0
 */
public record Identifier(String type, String value) {

	private static final int MAX_BYTES = 150;

	private static final String ANONYMOUS = "anonymous_id";

	private static final List<String> TYPES = List.of("id", "email", "phone", "cio_id", ANONYMOUS);

	private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

	/** As the paths of the Track API's version 1 and exports have it. */
	private static final String CIO_ID_PREFIX = "cio_";

	public Identifier {
		Assert.isTrue(type != null && TYPES.contains(type), () -> "'type' must be one of " + TYPES);
		if ("cio_id".equals(type) && value != null && value.startsWith(CIO_ID_PREFIX)) {
			value = value.substring(CIO_ID_PREFIX.length());
		}
		Text.checkIdentifier("'" + type + "'", value, MAX_BYTES);
		Assert.isTrue(!"email".equals(type) || isEmail(value), "'email' must be an e-mail address");
		Assert.isTrue(!"phone".equals(type) || E164.matcher(value).matches(),
				"'phone' must be in E.164 form, such as +15551234567");
	}

	private static boolean isEmail(String value) {
		int at = value.indexOf('@');
		return at > 0 && at < value.length() - 1 && value.codePoints().noneMatch(Text::isBlank);
	}

	/**
	 * Name a person by the id that you gave it.
	 * @param id any characters but control and invisible ones and blanks at the ends;
	 * slashes, dots and the like are fine
	 * @return the identifier
	 */
	public static Identifier id(String id) {
		return new Identifier("id", id);
	}

	/**
	 * Name a person by e-mail address, in whatever case: Customer.io makes no difference.
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
	 * @param cioId the {@code cio_id}; a prefix {@code cio_} is taken off
	 * @return the identifier
	 */
	public static Identifier cioId(String cioId) {
		return new Identifier("cio_id", cioId);
	}

	/**
	 * Name somebody who is not known yet, for events, pages and screens. Customer.io's
	 * reference does not list these in version 2 of the Track API; Segment and
	 * RudderStack send them so.
	 * @param anonymousId your id of the visitor
	 * @return the identifier
	 */
	public static Identifier anonymous(String anonymousId) {
		return new Identifier(ANONYMOUS, anonymousId);
	}

	/**
	 * Say whether this names somebody who is not known yet.
	 * @return whether it is for events only
	 */
	public boolean isAnonymous() {
		return this.type.equals(ANONYMOUS);
	}

	Identifier known() {
		Assert.isTrue(!isAnonymous(), "Somebody anonymous can have events, pages and screens only");
		return this;
	}

	/** By this the queue knows the person. */
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
