package io.github.customeriospring.imports.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

	private final InputStream in;

	private final Encoding encoding;

	private final byte[] buffer = new byte[64 * 1024];

	private int position;

	private int limit;

	private long number;

	/**
	 * Read lines.
	 * @param in what they are in, without a byte order mark
	 * @param encoding how they are encoded
	 */
	public ByteLines(InputStream in, Encoding encoding) {
		this.in = in;
		this.encoding = encoding;
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
			boolean ended = isEnded(end);
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
			// a character of two bytes must not be torn
			this.limit = (this.encoding.unit() == 1) ? this.in.read(this.buffer)
					: this.in.readNBytes(this.buffer, 0, this.buffer.length);
		}
		if (this.limit <= 0) {
			this.limit = this.position;
			return false;
		}
		return true;
	}

	private int lineEnd() {
		int unit = this.encoding.unit();
		int end = this.position;
		if (unit == 1) {
			byte lineEnd = this.encoding.lineEnd();
			while (end < this.limit) {
				if (this.buffer[end++] == lineEnd) {
					break;
				}
			}
			return end;
		}
		while (end < this.limit) {
			end = Math.min(end + unit, this.limit);
			if (isEnded(end)) {
				break;
			}
		}
		return end;
	}

	private boolean isEnded(int end) {
		int unit = this.encoding.unit();
		if (unit == 1) {
			return this.buffer[end - 1] == this.encoding.lineEnd();
		}
		int start = end - unit;
		return start >= this.position && this.buffer[start + this.encoding.lowByte()] == this.encoding.lineEnd()
				&& this.buffer[start + 1 - this.encoding.lowByte()] == 0;
	}

	private Line line(byte[] bytes, boolean tooLong) {
		this.number++;
		return new Line(this.number, bytes, tooLong, this.encoding);
	}

	/**
	 * A line as it is in the file.
	 *
	 * @param number from 1
	 * @param bytes all, or the start of a line that is too long
	 * @param tooLong whether there is more
	 * @param encoding how it is encoded
	 */
	public record Line(long number, byte[] bytes, boolean tooLong, Encoding encoding) {

		/**
		 * Return the text. What cannot be decoded shows as a replacement character.
		 * @return the text, with what ends the line
		 */
		public String text() {
			String text = new String(this.bytes, this.encoding.charset());
			return (this.encoding.returns() && text.endsWith("\r")) ? text.substring(0, text.length() - 1) + "\n"
					: text;
		}

		/**
		 * Return whether there is nothing in it.
		 * @return whether it is empty or all blanks
		 */
		public boolean isBlank() {
			for (byte value : this.bytes) {
				if (value != ' ' && value != '\t' && value != '\r' && value != '\n'
						&& (value != 0 || this.encoding.unit() == 1)) {
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
				this.encoding.charset().newDecoder().decode(ByteBuffer.wrap(this.bytes));
				return null;
			}
			catch (CharacterCodingException ex) {
				return "the line is not " + this.encoding;
			}
		}

	}

}
