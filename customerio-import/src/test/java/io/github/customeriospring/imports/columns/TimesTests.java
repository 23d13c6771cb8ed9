package io.github.customeriospring.imports.columns;

import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TimesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "2024-01-02T03:04:05Z|1704164645", "2024-01-02 03:04:05Z|1704164645",
			"2024-01-02 3:04:05 Z|1704164645", "2024-01-02T03:04:05.678Z|1704164645",
			"2024-01-02T03:04:05.1234567Z|1704164645", "2024-01-02T03:04:05+02:00|1704157445",
			"2024-01-02T03:04:05+0200|1704157445", "2024-01-02T03:04:05-05|1704182645", "2024-01-02T03:04Z|1704164640",
			"2024-01-02 03:04:05|1704164645", "2024-01-02 03:04:05.123456 UTC|1704164645",
			"2024-01-02 03:04:05+00|1704164645", "2024-01-02 03:04:05 -0500|1704182645", "2024-01-02 3:04|1704164640",
			"2024-01-02|1704153600", "1704164645|1704164645", "1704164645000|1704164645", "1704164645123456|1704164645",
			"1704164645.5|1704164645", "0|0", "86400|86400", "1969-12-31T23:59:59Z|-1" })
	void secondsWhenPointInTimeIsUnixSeconds(String text, long expected) {
		assertThat(Times.seconds(text, ZoneOffset.UTC)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1/2/2024", "02.01.2024", "2024-13-02T03:04:05Z", "2024-02-30", "2024-02-30T03:04:05Z",
			"2024-01-02T03:04-05Z", "0000-00-00 00:00:00", "yesterday at 5", "2024-01-02T03:04:05 CET", "170416464512",
			"2024-01-02T25:00:00Z", "never" })
	void secondsWhenAnythingElseIsNone(String text) {
		assertThat(Times.seconds(text, ZoneOffset.UTC)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "2024-01-02 03:04:05, 1704161045", "2024-07-02, 1719871200", "2024-01-02T03:04:05Z, 1704164645" })
	void secondsWhenThereIsNoOffsetTakesTheZone(String text, long expected) {
		assertThat(Times.seconds(text, ZoneId.of("Europe/Berlin"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "M/d/yyyy|1/2/2024|1704153600", "dd.MM.yyyy|02.01.2024|1704153600",
					"M/d/yyyy h:mm a|1/2/2024 3:04 am|1704164640", "d MMM yyyy HH:mm|2 Jan 2024 03:04|1704164640",
					"yyyyMMddHHmmssXX|20240102030405+0200|1704157445" })
	void secondsWhenThereIsAPatternReadsIt(String pattern, String text, long expected) {
		assertThat(Times.seconds(text, Times.formatter(pattern), ZoneOffset.UTC)).isEqualTo(expected);
		assertThat(Times.seconds("2024", Times.formatter(pattern), ZoneOffset.UTC)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "numbre", "dd.MM.bbbb{" })
	void checkTypeWhenNeitherTypeNorPatternFails(String type) {
		assertThatIllegalArgumentException().isThrownBy(() -> Column.checkType(type));
	}

}
