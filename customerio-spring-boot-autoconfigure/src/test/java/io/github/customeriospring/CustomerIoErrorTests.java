package io.github.customeriospring;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CustomerIoError} and its masking.
 */
class CustomerIoErrorTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			jane@example.com is taken,                  <email> is taken
			value 'jane.doe+x@sub.example.com' is bad,  value '<email>' is bad
			a@b and c@d,                                <email> and <email>
			GET /v1/customers/jane%40example.com,       GET <email>
			call +15551234567 now,                      call <phone> now
			id_type=phone&id=%2B15551234567,            id_type=phone&id=<phone>
			attribute plan is too long,                 attribute plan is too long
			rate limited to 10 requests per 1s (a1b2c3), rate limited to 10 requests per 1s (a1b2c3)
			limit +10 @ noon,                           limit +10 @ noon
			""")
	void messageIsMasked(String message, String masked) {
		assertThat(CustomerIoError.of(message).message()).isEqualTo(masked);
	}

	@Test
	void everyTextIsMasked() {
		CustomerIoError error = new CustomerIoError("taken by a@b", "identifiers.c@d", "is e@f", 3);
		assertThat(error).isEqualTo(new CustomerIoError("taken by <email>", "<email>", "is <email>", 3));
		assertThat(error.batchIndex()).isEqualTo(3);
	}

	@Test
	void messageWhenLongIsCut() {
		assertThat(CustomerIoError.of("a ".repeat(250)).message()).isEqualTo("a ".repeat(250));
		assertThat(CustomerIoError.of("a ".repeat(251)).message()).isEqualTo("a ".repeat(250) + "…");
	}

	@Test
	void messageWhenCutWithinAnAddressKeepsNoPartOfIt() {
		for (int length = 470; length <= 500; length++) {
			String message = CustomerIoError.of("x".repeat(length - 1) + " jane.doe@example.com +15551234567")
				.message();
			assertThat(message).as("at %d", length).doesNotContain("jane", "doe", "example", "555");
		}
	}

	@Test
	void messageWhenOneHugeWordIsLeftOut() {
		assertThat(CustomerIoError.of("x".repeat(5_000_000)).message()).isEqualTo("…");
	}

	/** Took minutes while each word was looked at once for each of its letters. */
	@Test
	@Timeout(60)
	void manyErrorsOfLongWordsAreReadInProportion() {
		String word = "\"" + "x".repeat(495) + "\"";
		String body = Stream.generate(() -> "{\"batch_index\":1,\"message\":" + word + "}")
			.limit(30_000)
			.collect(Collectors.joining(",", "{\"errors\":[", "]}"));
		assertThat(CustomerIoError.parse(body.getBytes(StandardCharsets.UTF_8))).hasSize(30_000);
	}

	@Test
	void emptyTextsOfAnErrorAreNone() {
		assertThat(CustomerIoError.parse("""
				{"errors":[{"batch_index":"1","reason":"","field":"","message":"bad"}]}""".getBytes()))
			.containsExactly(new CustomerIoError(null, null, "bad", 1));
	}

	@Test
	void messageStaysOneLineWithoutInvisibleCharacters() {
		assertThat(CustomerIoError.of("a\r\nb\u001b[0m\u2028c\u202ed\u200b").message()).isEqualTo("a  b [0m cd");
		assertThat(CustomerIoError.of("jane\u200b@example.com").message()).isEqualTo("<email>");
	}

	@Test
	void toStringSaysWhatIsKnown() {
		assertThat(new CustomerIoError("invalid", "attributes.plan", "too long", null))
			.hasToString("attributes.plan: too long");
		assertThat(new CustomerIoError("invalid", null, "too long", 1)).hasToString("too long");
		assertThat(new CustomerIoError("required", "name", "", null)).hasToString("name: required");
		assertThat(CustomerIoError.of("")).hasToString("");
	}

}
