package io.github.customeriospring.imports.columns;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.customeriospring.imports.reading.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ColumnsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "seats|1,2.5,-3|number", "seats|1,,3|number", "seats|' 1 ,2'|number", "seats|1,n/a|text",
					"seats|1,0815|text", "seats|1,12345678901234567|text", "seats|1,1.5E+10|text", "seats|,|text",
					"vip|TRUE,false|boolean", "vip|true,yes|text", "vip|true,1|text", "phone|15551234567,1555|text",
					"zip|81549,10115|text", "account_id|1,2|text", "is_mobile|TRUE,FALSE|boolean",
					"created_at|2024-01-02,1704164645|time", "created_at|,|time", "created_at|2024-01-02,1/2/2024|text",
					"birthday|2024-01-02,2024-01-03|text" })
	void typeIsThatOfAllValues(String name, String values, String type) {
		assertThat(columns(Mapping.DEFAULT, "id", name, values).get(name).type()).hasToString(type);
	}

	@Test
	void ofHeaderWhenTwoNamesDifferInCaseOnlyIdentifiesByTheExactOne() {
		Columns columns = header("Email", "email");
		Column identifier = columns.identifier(List.of("Email", "email"));
		assertThat(identifier).isNotNull().extracting(Column::name).isEqualTo("email");
	}

	@Test
	void ofHeaderWhenTwoColumnsWouldBeTheSameAttributeFails() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("id", "Email", "email"))
			.withMessageContaining("Two columns would be the attribute 'email'");
	}

	@Test
	void ofHeaderWhenTwoNamesDifferInBlanksOnlyFails() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("id", "plan", " plan"))
			.withMessage("The header has the column 'plan' twice");
	}

	@Test
	void ofHeaderWhenNothingIdentifiesSuggestsIds() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("User ID", "name"))
			.withMessageContaining("'User ID' may be an id: --identifier-column='User ID'");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("name", "plan"))
			.withMessageContaining("the columns are name, plan");
	}

	@Test
	void warningsWhenNamesAreAlmostThoseOfCustomerIoNameThem() {
		assertThat(header("id", "Created At", "E-mail").warnings()).containsExactly(
				"'Created At': Customer.io knows only created_at as the date of signing up: "
						+ "--rename='Created At:created_at'",
				"'E-mail': Customer.io sends e-mail to the attribute email only: --rename=E-mail:email");
	}

	@Test
	void warningsWhenIdsAreAddressesNameTheType() {
		assertThat(columns(Mapping.DEFAULT, "plan", "id", "a@example.com,b@example.com").warnings()).singleElement()
			.asString()
			.contains("--identifier-type=email");
	}

	@Test
	void toStringWhenATypeIsAnotherIsAnother() {
		assertThat(columns(Mapping.DEFAULT, "id", "seats", "1"))
			.doesNotHaveToString(columns(Mapping.DEFAULT, "id", "seats", "x").toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					seats      | 3,NULL             | 'seats' is sent as text: 1 of 2 values are 'NULL', which usually stands for no value: --null=NULL
					seats      | \\N,3,4            | 'seats' is sent as text: 1 of 3 values are '\\N', which usually stands for no value: --null='\\N'
					updated_at | 2024-01-02,\\N     | 'updated_at' is sent as text: 1 of 2 values are '\\N', which usually stands for no value: --null='\\N'
					Since      | 2.1.2024,31.12.2023| 'Since' holds dates, such as 2.1.2024, which are sent as text. Say how they are written to send points in time, for example --types=Since:d.M.yyyy
					Created    | 1/2/2024 3:04pm    | 'Created' holds dates, such as 1/2/2024 3:04pm, which are sent as text. Say how they are written to send points in time, for example --types='Created:M/d/yyyy h:mma'
					""",
			quoteCharacter = '`')
	void warningsWhenAnOptionWouldHelpNameIt(String name, String values, String warning) {
		assertThat(columns(Mapping.DEFAULT, "id", name, values).warnings()).containsExactly(warning);
	}

	private static Columns header(String... names) {
		return Columns.ofHeader(List.of(names), Stream.of(names).map(ColumnProfile::new).toList(), Mapping.DEFAULT);
	}

	private static Columns columns(Mapping mapping, String other, String name, String values) {
		ColumnProfile profile = new ColumnProfile(name);
		String[] all = values.split(",", -1);
		IntStream.range(0, all.length).forEach((i) -> profile.add(all[i]));
		return Columns.ofHeader(List.of(other, name), List.of(new ColumnProfile(other), profile), mapping);
	}

}
