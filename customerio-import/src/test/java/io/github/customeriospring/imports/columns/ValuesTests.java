package io.github.customeriospring.imports.columns;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ValuesTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "42, 42", "-7, -7", "999999999999999, 999999999999999" })
	void numberWhenIntegerIsALong(String text, long expected) {
		assertThat(Values.number(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 0.5", "-1.25, -1.25", "12.50, 12.5", "0.0, 0.0", "1234567890.12345, 1234567890.12345" })
	void numberWhenDecimalIsADouble(String text, double expected) {
		assertThat(Values.number(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false", "TRUE, true", "False, false" })
	void truthWhenTrueOrFalseInAnyCaseIsABoolean(String text, boolean expected) {
		assertThat(Values.truth(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "007", "-01", "00.5", "+42", "+15551234567", "1e5", "1.2.3", "1.", ".5", "-", "-.5", "--1",
			"1 000", " 1", "1,5", "0x10", "NaN", "Infinity", "TRUE", "True", "null", "9007199254740993",
			"0.1234567890123456", "2024-01-02", "٣" })
	void numberWhenNotSurelyANumberIsNone(String text) {
		assertThat(Values.number(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.23457E+11", "4.892E+092", "1,5e10", "12E5" })
	void isScientificWhenSpreadsheetHasShortenedANumber(String text) {
		assertThat(Values.isScientific(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "12E", "E12", "1.5", "1.23457E+11x", "a1e5" })
	void isScientificWhenAnythingElseIsFalse(String text) {
		assertThat(Values.isScientific(text)).isFalse();
	}

}
