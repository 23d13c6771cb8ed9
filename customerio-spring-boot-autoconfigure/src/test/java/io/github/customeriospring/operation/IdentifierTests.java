package io.github.customeriospring.operation;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Identifier} and {@link ObjectIdentifier}.
 */
class IdentifierTests {

	@ParameterizedTest
	@ValueSource(strings = { "42", "a/b", "..", ".", "100%", "%2F", "a b", "a\u3000b", "?#&=+;", "\"quoted\" \\", "Ж",
			"😀", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "<script>", "null" })
	void idWhenUnusualIsAcceptedAndArrivesAsItIs(String id) {
		byte[] json = TrackOperation.person(Identifier.id(id)).delete().toBytes();
		JsonNode identifiers = Attributes.MAPPER.readTree(json).get("identifiers");
		assertThat(identifiers.get("id").stringValue()).isEqualTo(id);
		assertThat(identifiers).hasSize(1);
	}

	@Test
	void idWhenOfMostBytesIsAccepted() {
		assertThat(Identifier.id("x".repeat(150)).value()).hasSize(150);
		assertThat(Identifier.id("é".repeat(75)).value()).hasSize(75);
		assertThat(Identifier.id("😀".repeat(37) + "é").value()).hasSize(75);
	}

	static Stream<String> tooLong() {
		return Stream.of("x".repeat(151), "é".repeat(75) + "x", "😀".repeat(37) + "xyz");
	}

	@ParameterizedTest
	@MethodSource("tooLong")
	void idWhenTooLongIsRefused(String id) {
		assertRefused("'id' must have at most 150 bytes of UTF-8, has 151", () -> Identifier.id(id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n", "\u2003" })
	void idWhenEmptyOrBlankIsRefused(String id) {
		assertRefused("'id' must not be empty", () -> Identifier.id(id));
	}

	@Test
	void identifierWhenNullIsRefused() {
		assertRefused("'id' must not be null", () -> Identifier.id(null));
		assertRefused("'email' must not be null", () -> Identifier.email(null));
		assertRefused("'phone' must not be null", () -> Identifier.phone(null));
		assertRefused("'cio_id' must not be null", () -> Identifier.cioId(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "4\u00002", "42\n", "4\t2", "a\u007f", "a\u0085" })
	void idWhenItHasControlCharactersIsRefused(String id) {
		assertRefused("'id' must not contain control characters", () -> Identifier.id(id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\uD83D", "\uDE00a", "\uDE00\uD83D" })
	void idWhenItHasHalfASurrogatePairIsRefused(String id) {
		assertRefused("'id' must not contain half a surrogate pair", () -> Identifier.id(id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jane@example.com", "j@x", "jane+tag@sub.example.com", "jäne@exämple.com",
			"\"a@b\"@example.com" })
	void emailWhenOneIsAccepted(String email) {
		assertThat(Identifier.email(email)).isEqualTo(new Identifier("email", email));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "jane", "@example.com", "jane@", "jane doe@example.com", "jane\u3000doe@example.com", "@" })
	void emailWhenNoneIsRefusedWithoutQuotingIt(String email) {
		assertRefused("'email' must be an e-mail address", () -> Identifier.email(email));
		assertRefused("'email' must be an e-mail address", () -> new Identifier("email", email));
	}

	@ParameterizedTest
	@ValueSource(strings = { "+15551234567", "+12", "+999999999999999" })
	void phoneWhenInE164FormIsAccepted(String phone) {
		assertThat(Identifier.phone(phone)).isEqualTo(new Identifier("phone", phone));
	}

	@ParameterizedTest
	@ValueSource(strings = { "15551234567", "+05551234567", "+1 555 1234567", "+1-555", "+1", "+1234567890123456", "+",
			"++15551234567", "+١٢٣٤٥٦٧" })
	void phoneWhenNotInE164FormIsRefusedWithoutQuotingIt(String phone) {
		String message = "'phone' must be in E.164 format, such as +15551234567";
		assertRefused(message, () -> Identifier.phone(phone));
		assertRefused(message, () -> new Identifier("phone", phone));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "ID", "name", "jane@example.com" })
	void typeWhenUnknownIsRefusedWithoutQuotingIt(String type) {
		assertRefused("'type' must be one of [id, email, phone, cio_id, anonymous_id]",
				() -> new Identifier(type, "42"));
	}

	static Stream<Arguments> blankAtAnEnd() {
		return Stream.of(Arguments.of("42 ", "U+0020 (SPACE)"), Arguments.of(" 42", "U+0020 (SPACE)"),
				Arguments.of("\u300042", "U+3000 (IDEOGRAPHIC SPACE)"), Arguments.of("42\u2003", "U+2003 (EM SPACE)"),
				Arguments.of("42\u200d", "U+200D (ZERO WIDTH JOINER)"));
	}

	@ParameterizedTest
	@MethodSource("blankAtAnEnd")
	void identifierWhenItBeginsOrEndsWithABlankIsRefusedNamingIt(String value, String found) {
		String rule = " must not begin or end with a blank, has " + found;
		assertRefused("'id'" + rule, () -> Identifier.id(value));
		assertRefused("'cio_id'" + rule, () -> Identifier.cioId(value));
		assertRefused("'anonymous_id'" + rule, () -> Identifier.anonymous(value));
		assertRefused("'objectId'" + rule, () -> new ObjectIdentifier("1", value));
		assertRefused("'token'" + rule, () -> new Device(value, "ios"));
	}

	static Stream<Arguments> invisible() {
		return Stream.of(Arguments.of("\u00a0", "U+00A0 (NO-BREAK SPACE)"),
				Arguments.of("\u2007", "U+2007 (FIGURE SPACE)"),
				Arguments.of("\u202f", "U+202F (NARROW NO-BREAK SPACE)"),
				Arguments.of("\u200b", "U+200B (ZERO WIDTH SPACE)"), Arguments.of("\u00ad", "U+00AD (SOFT HYPHEN)"),
				Arguments.of("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
				Arguments.of("\ufeff", "U+FEFF (ZERO WIDTH NO-BREAK SPACE)"));
	}

	@ParameterizedTest
	@MethodSource("invisible")
	void identifierWhenItHasInvisibleCharactersIsRefusedNamingThem(String character, String found) {
		String rule = " must not contain invisible characters, has " + found;
		assertRefused("'id'" + rule, () -> Identifier.id("42" + character));
		assertRefused("'id'" + rule, () -> Identifier.id("4" + character + "2"));
		assertRefused("'id'" + rule, () -> Identifier.id(character));
		assertRefused("'email'" + rule, () -> Identifier.email("jane@example.com" + character));
		assertRefused("'email'" + rule, () -> Identifier.email(character + "jane@example.com"));
		assertRefused("'phone'" + rule, () -> Identifier.phone("+15551234567" + character));
	}

	@Test
	void cioIdLosesItsPrefix() {
		assertThat(Identifier.cioId("cio_0300000001")).isEqualTo(Identifier.cioId("0300000001"));
		assertThat(new Identifier("cio_id", "cio_03").value()).isEqualTo("03");
		assertThat(Identifier.id("cio_03").value()).isEqualTo("cio_03");
		assertRefused("'cio_id' must not be empty", () -> Identifier.cioId("cio_"));
	}

	@Test
	void keyOfAnEmailAddressHasNoCase() {
		Identifier jane = Identifier.email("Jane@Example.com");
		assertThat(jane.key()).isEqualTo(Identifier.email("jane@example.COM").key())
			.isEqualTo("email:jane@example.com");
		assertThat(jane.value()).isEqualTo("Jane@Example.com");
		assertThat(Identifier.id("Jane").key()).isNotEqualTo(Identifier.id("jane").key());
	}

	@Test
	void anonymousIsNobodyKnown() {
		assertThat(Identifier.anonymous("visitor-7").isAnonymous()).isTrue();
		assertThat(Identifier.anonymous("visitor-7").type()).isEqualTo("anonymous_id");
		assertThat(Identifier.id("visitor-7").isAnonymous()).isFalse();
	}

	@Test
	void toStringHasTheTypeOnly() {
		assertThat(Identifier.email("jane@example.com")).hasToString("email=…");
		assertThat(Identifier.id("42")).hasToString("id=…");
	}

	@Test
	void objectIdentifierWhenUnusableIsRefused() {
		assertRefused("'typeId' must not be empty", () -> new ObjectIdentifier("", "acme"));
		assertRefused("'objectId' must not be null", () -> new ObjectIdentifier("1", null));
		assertRefused("'objectId' must have at most 150 bytes of UTF-8, has 151",
				() -> new ObjectIdentifier("1", "x".repeat(151)));
		assertRefused("'objectId' must not contain control characters", () -> new ObjectIdentifier("1", "a\u0000"));
	}

	@Test
	void objectIdentifierToStringHasTheTypeOnly() {
		assertThat(new ObjectIdentifier("1", "jane's account")).hasToString("object of type 1");
	}

	@Test
	void objectIdentifierByTheIdOfCustomerIoStandsAlone() {
		ObjectIdentifier object = ObjectIdentifier.cioId("obj_1");
		assertThat(object.cioObjectId()).isEqualTo("obj_1");
		assertThat(object.typeId()).isNull();
		assertThat(object).hasToString("object");
		assertThat(object.key()).isNotEqualTo(new ObjectIdentifier("1", "obj_1").key());
		assertRefused("'cioObjectId' must not be null", () -> ObjectIdentifier.cioId(null));
		assertRefused("'cioObjectId' must not be combined with 'typeId' or 'objectId'",
				() -> new ObjectIdentifier("1", null, "obj_1"));
	}

	private static void assertRefused(String message, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run).withMessage(message);
	}

}
