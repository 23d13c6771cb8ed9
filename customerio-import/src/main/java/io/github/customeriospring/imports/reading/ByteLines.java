package io.github.customeriospring.imports.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines in bounded memory: what is beyond the bound of a line is thrown away.
 */
public final class ByteLines {

	/**
	 * Most bytes of a line: many times what Customer.io takes in one operation.
	 */
	public static final int MAX_BYTES = 256 * 1024;

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private final InputStream in;

	private final byte[] buffer = new byte[64 * 1024];

	private int position;

	private int limit;

	private long number;

	ByteLines(InputStream in) {
		this.in = in;
	}

	/**
	 * Return the next line.
	 * @return the line with the bytes that end it, or {@code null} at the end
	 * @throws IOException if the file cannot be read
	 */
	public @Nullable Line next() throws IOException {
		ByteArrayOutputStream longer = null;
		boolean tooLong = false;
		while (fill()) {
			int end = lineEnd();
			int length = end - this.position;
			boolean ended = this.buffer[end - 1] == '\n';
			if (longer == null && ended) {
				byte[] bytes = Arrays.copyOfRange(this.buffer, this.position, end);
				this.position = end;
				return line(bytes, false);
			}
			longer = (longer != null) ? longer : new ByteArrayOutputStream();
			tooLong |= longer.size() + length > MAX_BYTES;
			if (!tooLong) {
				longer.write(this.buffer, this.position, length);
			}
			this.position = end;
			if (ended) {
				break;
			}
		}
		return (longer != null) ? line(longer.toByteArray(), tooLong) : null;
	}

	private boolean fill() throws IOException {
		if (this.position == this.limit) {
			this.position = 0;
			this.limit = this.in.read(this.buffer);
		}
		if (this.limit <= 0) {
			this.limit = this.position;
			return false;
		}
		return true;
	}

	private int lineEnd() {
		int end = this.position;
		while (end < this.limit) {
			if (this.buffer[end++] == '\n') {
				break;
			}
		}
		return end;
	}

	private Line line(byte[] bytes, boolean tooLong) {
		this.number++;
		boolean marked = this.number == 1 && bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
		return new Line(this.number, marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes, tooLong);
	}

	/**
	 * A line as it is in the file.
	 *
	 * @param number from 1
	 * @param bytes all, or the start of a line that is too long
	 * @param tooLong whether there is more
	 */
	public record Line(long number, byte[] bytes, boolean tooLong) {

		/**
		 * Return the text. What cannot be decoded shows as a replacement character.
		 * @return the text, with what ends the line
		 */
		public String text() {
			return new String(this.bytes, StandardCharsets.UTF_8);
		}

		/**
		 * Return whether there is nothing in it.
		 * @return whether it is empty or all blanks
		 */
		public boolean isBlank() {
			for (byte value : this.bytes) {
				if (value != ' ' && value != '\t' && value != '\r' && value != '\n') {
					return false;
				}
			}
			return !this.tooLong;
		}

		/**
		 * Return why the line cannot be used at all.
		 * @param text the text of this line
		 * @return the reason, or {@code null} if it can be used
		 */
		public @Nullable String problem(String text) {
			if (this.tooLong) {
				return "the line has more than " + MAX_BYTES + " bytes";
			}
			if (text.indexOf('\uFFFD') < 0) {
				return null;
			}
			try {
				StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.bytes));
				return null;
			}
			catch (CharacterCodingException ex) {
				return "the line is not UTF-8";
			}
		}

	}

}
