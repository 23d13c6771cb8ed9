package io.github.customeriospring.imports.reading;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EncodingDetectorTests {

	private static final String WESTERN = "id,name\n1,Ren\u00e9\n2,J\u00f6rg\n3,Bob \u2013 Co\n4,\u00c5sa\n5,Pe\u00f1a\n6,O\u2019Neil\n7,5 \u20ac\n";

	@ParameterizedTest
	@CsvSource({ "UTF-8, UTF-8", "windows-1252, windows-1252", "ISO-8859-1, windows-1252", "UTF-16LE, UTF-16LE",
			"UTF-16BE, UTF-16BE" })
	void detectWhenWesternTextFindsTheCharset(String written, String detected) {
		String text = written.equals("ISO-8859-1") ? WESTERN.replaceAll("[\u2013\u2019\u20ac]", "-") : WESTERN;
		assertThat(detect(text.getBytes(Charset.forName(written))).charset()).isEqualTo(Charset.forName(detected));
	}

	@ParameterizedTest
	@CsvSource({ "UTF-8, 3", "UTF-16LE, 2", "UTF-16BE, 2" })
	void detectWhenMarkedSkipsTheMark(String charset, int markLength) {
		byte[] bytes = ("\uFEFF" + WESTERN).getBytes(Charset.forName(charset));
		assertThat(detect(bytes)).isEqualTo(new Encoding(Charset.forName(charset), markLength, false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "x-MacRoman|Ren\u00e9 J\u00f6rg Zo\u00eb Ma\u00eetre|x-MacRoman",
					"windows-1251|\u0410\u043d\u043d\u0430 \u0418\u0432\u0430\u043d\u043e\u0432\u0430|windows-1251",
					"Shift_JIS|\u5c71\u7530\u592a\u90ce|--encoding=NAME" })
	void detectWhenOtherEncodingStopsWithAdvice(String charset, String text, String advice) {
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> detect(text.getBytes(Charset.forName(charset))))
			.withMessageContaining(advice)
			.satisfies((ex) -> assertThat(ex.isUsage()).isTrue());
	}

	@Test
	void detectWhenAFewBytesAreBrokenStaysUtf8() {
		byte[] bytes = ("Ren\u00e9\n".repeat(50) + "?").getBytes(StandardCharsets.UTF_8);
		bytes[bytes.length - 1] = (byte) 0xE9;
		assertThat(detect(bytes).charset()).isEqualTo(StandardCharsets.UTF_8);
	}

	@Test
	void detectWhenHalfIsUtf8AndHalfIsNotStops() {
		byte[] utf8 = "Ren\u00e9\n".getBytes(StandardCharsets.UTF_8);
		byte[] bytes = new byte[utf8.length * 2];
		System.arraycopy(utf8, 0, bytes, 0, utf8.length);
		System.arraycopy("Ren\u00e9\u00e8\n".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, utf8.length, 6);
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> detect(bytes));
	}

	@Test
	void detectWhenCutInACharacterIsUtf8() {
		byte[] bytes = "Ren\u00e9".getBytes(StandardCharsets.UTF_8);
		assertThat(detect(Arrays.copyOf(bytes, bytes.length - 1)).charset()).isEqualTo(StandardCharsets.UTF_8);
	}

	@Test
	void detectWhenToldBelievesIt() {
		Charset told = Charset.forName("windows-1250");
		assertThat(EncodingDetector.detect("Ren\u00e9".getBytes(StandardCharsets.ISO_8859_1), told).charset())
			.isEqualTo(told);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PK\u0003\u0004", "PAR1", "\u0000\u0001\u0002x", "\u00d0\u00cf\u0011\u00e0" })
	void detectWhenNoTextStops(String start) {
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> detect((start + "abc").getBytes(StandardCharsets.ISO_8859_1)))
			.satisfies((ex) -> assertThat(ex.isUsage()).isFalse());
	}

	@Test
	void detectWhenLinesEndWithReturnsSaysSo() {
		assertThat(detect("id\r1\r2\r".getBytes()).returns()).isTrue();
		assertThat(detect("id,note\r1,\"a\nb\"\r2,c\r".getBytes()).returns()).isTrue();
		assertThat(detect("id\r\n1\r\n".getBytes()).returns()).isFalse();
		assertThat(detect("id\n\"a\rb\"\n2\n".getBytes()).returns()).isFalse();
	}

	private static Encoding detect(byte[] bytes) {
		return EncodingDetector.detect(bytes, null);
	}

}
