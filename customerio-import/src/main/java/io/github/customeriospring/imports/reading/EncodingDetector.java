package io.github.customeriospring.imports.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds out from its start how a file is encoded, and refuses to guess.
 */
final class EncodingDetector {

	static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

	/** Single-byte encodings of spreadsheets, told as advice and never guessed. */
	private static final List<String> OTHERS = List.of("x-MacRoman", "windows-1251", "windows-1250");

	/** So few of the letters may look wrong, such as names from elsewhere. */
	private static final double MAX_ODD = 0.1;

	private EncodingDetector() {
	}

	/**
	 * Detect the encoding.
	 * @param head the start of the file, unpacked
	 * @param charset what the user says it is, or {@code null}
	 * @throws InputException if it cannot be told, or if it is no text
	 */
	static Encoding detect(byte[] head, @Nullable Charset charset) {
		refuseBinary(head);
		Charset marked = marked(head);
		if (charset != null && marked == null) {
			return new Encoding(charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16LE : charset, 0,
					endsWithReturns(head));
		}
		int markLength = (marked == null) ? 0 : marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
		Charset detected = (marked != null) ? marked : unmarked(head);
		return new Encoding(detected, markLength, endsWithReturns(head));
	}

	private static void refuseBinary(byte[] head) {
		if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
			throw new InputException("This is an Excel workbook or another archive, not text: "
					+ "save the sheet as \"CSV UTF-8\" and import that", false);
		}
		if (startsWith(head, 'P', 'A', 'R', '1')) {
			throw new InputException("This is a Parquet file: export it as CSV or JSON Lines and import that", false);
		}
		if (startsWith(head, 0xFF, 0xFE, 0, 0) || startsWith(head, 0, 0, 0xFE, 0xFF)) {
			throw new InputException("This is UTF-32: save it as UTF-8", false);
		}
	}

	private static boolean startsWith(byte[] head, int... bytes) {
		for (int i = 0; i < bytes.length; i++) {
			if (i >= head.length || head[i] != (byte) bytes[i]) {
				return false;
			}
		}
		return true;
	}

	private static @Nullable Charset marked(byte[] head) {
		if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
			return StandardCharsets.UTF_8;
		}
		if (startsWith(head, 0xFF, 0xFE)) {
			return StandardCharsets.UTF_16LE;
		}
		return startsWith(head, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
	}

	private static Charset unmarked(byte[] head) {
		int[] zeros = new int[2];
		int high = 0;
		for (int i = 0; i < head.length; i++) {
			zeros[i & 1] += (head[i] == 0) ? 1 : 0;
			high += (head[i] < 0) ? 1 : 0;
		}
		if (zeros[0] + zeros[1] > 0) {
			return utf16(head, zeros);
		}
		return (high == 0) ? StandardCharsets.UTF_8 : eightBit(head, high);
	}

	/** Every second byte of ASCII in UTF-16 is zero. */
	private static Charset utf16(byte[] head, int[] zeros) {
		if (zeros[0] == 0 && zeros[1] > head.length / 4) {
			return StandardCharsets.UTF_16LE;
		}
		if (zeros[1] == 0 && zeros[0] > head.length / 4) {
			return StandardCharsets.UTF_16BE;
		}
		throw new InputException("This is not text: it has bytes that are zero", false);
	}

	private static Charset eightBit(byte[] head, int high) {
		int inUtf8 = high - malformedUtf8(head);
		if (inUtf8 >= high * (1 - MAX_ODD)) {
			return StandardCharsets.UTF_8;
		}
		if (inUtf8 <= high * MAX_ODD && oddLetters(head, WINDOWS_1252) <= high * MAX_ODD) {
			return WINDOWS_1252;
		}
		String others = OTHERS.stream()
			.filter((name) -> oddLetters(head, Charset.forName(name)) <= high * MAX_ODD)
			.reduce((one, other) -> one + " or " + other)
			.map((names) -> ", perhaps " + names)
			.orElse("");
		throw new InputException("The file is neither UTF-8 nor surely Windows-1252: "
				+ "say what it is with --encoding=NAME" + others + ", or save it as UTF-8", true);
	}

	/** How many bytes of not-ASCII are no UTF-8. */
	private static int malformedUtf8(byte[] head) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		ByteBuffer in = ByteBuffer.wrap(head);
		CharBuffer out = CharBuffer.allocate(8192);
		int malformed = 0;
		while (true) {
			// what is cut off at the end is no mistake
			CoderResult result = decoder.decode(in, out.clear(), false);
			if (result.isUnderflow()) {
				return malformed;
			}
			if (result.isError()) {
				malformed += result.length();
				in.position(in.position() + result.length());
			}
		}
	}

	/**
	 * How many characters beyond ASCII do not belong where they are: not defined at all,
	 * signs amid letters, capitals behind small letters, or letters of another script.
	 */
	static int oddLetters(byte[] head, Charset charset) {
		String text = new String(head, charset);
		boolean latin = !charset.name().equals("windows-1251");
		int odd = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character < 0x80) {
				continue;
			}
			char before = (i > 0) ? text.charAt(i - 1) : ' ';
			char after = (i + 1 < text.length()) ? text.charAt(i + 1) : ' ';
			odd += isOdd(before, character, after, latin) ? 1 : 0;
		}
		return odd;
	}

	private static boolean isOdd(char before, char character, char after, boolean latin) {
		if (character == '\uFFFD' || Character.isISOControl(character)) {
			return true;
		}
		if (!Character.isLetter(character)) {
			// dashes and apostrophes join words, all other signs do not
			boolean joins = "\u2013\u2014\u2018\u2019\u00B7\u00A0\u00AD".indexOf(character) >= 0;
			return !joins && Character.isLetter(before) && Character.isLetter(after);
		}
		if (Character.isUpperCase(character) && Character.isLowerCase(before)) {
			return true;
		}
		// words of Latin letters are mostly ASCII
		return latin ? isForeign(before) && isForeign(after) : !isForeign(before) && Character.isLetter(before);
	}

	private static boolean isForeign(char character) {
		return character >= 0x80 && Character.isLetter(character);
	}

	private static boolean endsWithReturns(byte[] head) {
		int returns = 0;
		int lineFeeds = 0;
		for (int i = 0; i + 1 < head.length; i++) {
			if (head[i] == '\r' && head[i + 1] != '\n' && head[i + 1] != 0) {
				returns++;
			}
			lineFeeds += (head[i] == '\n') ? 1 : 0;
		}
		// a cell may have line feeds of its own
		return returns > lineFeeds;
	}

}
