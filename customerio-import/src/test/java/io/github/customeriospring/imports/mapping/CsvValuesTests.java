package io.github.customeriospring.imports.mapping;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvValuesTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "42, 42", "-7, -7", "999999999999999, 999999999999999" })
	void typedWhenIntegerIsALong(String text, long expected) {
		assertThat(CsvValues.typed(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 0.5", "-1.25, -1.25", "12.50, 12.5", "0.0, 0.0", "1234567890.12345, 1234567890.12345" })
	void typedWhenDecimalIsADouble(String text, double expected) {
		assertThat(CsvValues.typed(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false" })
	void typedWhenTruthValueIsABoolean(String text, boolean expected) {
		assertThat(CsvValues.typed(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "007", "-01", "00.5", "+42", "+15551234567", "1e5", "1.2.3", "1.", ".5", "-", "-.5", "--1",
			"1 000", " 1", "1,5", "0x10", "NaN", "Infinity", "TRUE", "True", "null", "9007199254740993",
			"0.1234567890123456", "2024-01-02", "٣" })
	void typedWhenNotSurelyANumberIsText(String text) {
		assertThat(CsvValues.typed(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "2024-01-02T03:04:05Z, 1704164645", "2024-01-02T03:04:05.678Z, 1704164645",
			"2024-01-02T03:04:05+02:00, 1704157445", "2024-01-02T03:04Z, 1704164640" })
	void instantWhenIso8601WithOffsetIsUnixSeconds(String text, long expected) {
		assertThat(CsvValues.instant(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2024-01-02", "2024-01-02T03:04:05", "2024-13-02T03:04:05Z", "1704164645",
			"yesterday at 5", "2024-01-02 03:04:05Z" })
	void instantWhenAnythingElseIsNone(String text) {
		assertThat(CsvValues.instant(text)).isNull();
	}

}
