package io.github.customeriospring.imports.reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DialectDetectorTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '!',
			value = { "id,plan~1,a;b~!,", "id;amount~1;3,5~2;4,5~!;", "id|plan~1|a~!|", "`id\tplan~1\ta,b~`!`\t`",
					"\"a;b\",id~x,1~!,", "\"id\";\"a,b,c\"~1;\"x,y\"~!;", "id~1,5~2,5~!,",
					"last, first;id~\"A, B\";1~!;", "a,b;c;d;e~1,2;3;4;5~!;" })
	void detectFindsWhatSeparatesTheHeaderAndMostLines(String lines, char separator) {
		assertThat(detect(lines).separator()).isEqualTo(separator);
	}

	@Test
	void detectWhenTwoSeparatorsAreAsLikelyStops() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> detect("a,b;c~1,2;3~"))
			.withMessageContaining("--separator");
		assertThat(DialectDetector.detect("a,b;c~1,2;3~".split("~"), ';').separator()).isEqualTo(';');
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '!',
			value = { "sep=;~id;a,b~!;", "SEP=|~id|a~!|", "\"sep=,\"~id,a;b;c~!,", "`sep=\t~id\ta~`!`\t`" })
	void detectWhenFirstLineNamesTheSeparatorTakesIt(String lines, char separator) {
		assertThat(detect(lines)).isEqualTo(new Dialect(separator, false, true));
	}

	@Test
	void detectWhenBlanksFollowAllSeparatorsOfTheHeaderSaysSo() {
		assertThat(detect("id, email, plan~1, a, b~").spaced()).isTrue();
		assertThat(detect("id, email,plan~1, a, b~").spaced()).isFalse();
		assertThat(detect("id,email~1, a~").spaced()).isFalse();
	}

	private static Dialect detect(String lines) {
		return DialectDetector.detect(lines.split("~"), null);
	}

}
