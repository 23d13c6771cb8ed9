package io.github.customeriospring;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
	@ValueSource(strings = { "42", "a/b", "..", ".", "100%", "%2F", "a b", " a", "?#&=+;", "\"quoted\" \\", "Ж", "😀",
			"👩‍👩‍👧", "<script>", "null" })
	void idWhenUnusualIsAcceptedAndArrivesAsItIs(String id) {
		byte[] json = TrackOperation.delete(Identifier.id(id)).toBytes();
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
	@ValueSource(strings = { "jane", "@example.com", "jane@", "jane doe@example.com", " jane@example.com", "@" })
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
		String message = "'phone' must be in E.164 form, such as +15551234567";
		assertRefused(message, () -> Identifier.phone(phone));
		assertRefused(message, () -> new Identifier("phone", phone));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "ID", "anonymous_id", "jane@example.com" })
	void typeWhenUnknownIsRefusedWithoutQuotingIt(String type) {
		assertRefused("'type' must be one of [id, email, phone, cio_id]", () -> new Identifier(type, "42"));
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

	private static void assertRefused(String message, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run).withMessage(message);
	}

}
