package io.github.customeriospring.imports.reading;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the text of a file is encoded.
 *
 * @param charset what its characters are encoded with
 * @param markLength how many bytes in front are a byte order mark
 * @param returns whether lines end with a carriage return alone, as on old Macs
 */
public record Encoding(Charset charset, int markLength, boolean returns) {

	/** UTF-8 without a mark. */
	static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8, 0, false);

	/** How many bytes the end of a line takes. */
	int unit() {
		return this.charset.name().startsWith("UTF-16") ? 2 : 1;
	}

	/** The position of the byte of such a unit that is not zero. */
	int lowByte() {
		return this.charset.equals(StandardCharsets.UTF_16BE) ? 1 : 0;
	}

	byte lineEnd() {
		return (byte) (this.returns ? '\r' : '\n');
	}

	/**
	 * Name it as people do.
	 */
	@Override
	public String toString() {
		return this.charset.displayName();
	}

}
