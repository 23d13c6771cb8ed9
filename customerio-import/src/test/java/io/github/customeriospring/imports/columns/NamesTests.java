package io.github.customeriospring.imports.columns;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "plan", " plan ", "\tplan\n", "\u00a0plan\u2007", "\ufeffplan\u200b", "\u202fplan\u2060" })
	void stripTakesAllBlanksAway(String text) {
		assertThat(Names.strip(text)).isEqualTo("plan");
	}

	@ParameterizedTest
	@ValueSource(strings = { "created_at", "Created At", "createdAt", "created-at", "last_seen_at", "Last Seen At" })
	void isTimeWhenNameEndsInAt(String name) {
		assertThat(Names.isTime(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "at", "flat", "format", "created", "hat_size", "" })
	void isTimeWhenAnythingElseIsFalse(String name) {
		assertThat(Names.isTime(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "phone", "Phone Number", "mobilePhone", "zip", "Default Address Zip", "PLZ", "userId",
			"customer_id", "Postal Code", "VAT" })
	void isCodeWhenDigitsAreNoQuantity(String name) {
		assertThat(Names.isCode(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "seats", "identity_score", "paid", "phones_count_x", "tip", "id_count" })
	void isCodeWhenAnythingElseIsFalse(String name) {
		assertThat(Names.isCode(name)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "Email, email", "ID, id", "Unsubscribed, unsubscribed", "CREATED_AT, created_at", "Plan, Plan",
			"Created At, Created At", "' Plan ', Plan" })
	void sentWhenCustomerIoKnowsTheNameIsItsOwn(String name, String sent) {
		assertThat(Names.sent(name)).isEqualTo(sent);
	}

}
