package io.github.customeriospring.imports.reading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256, which every Java has.
 */
public final class Digests {

	private Digests() {
	}

	/**
	 * Start a digest.
	 * @return the digest
	 */
	public static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(sha256().digest(bytes));
	}

	static String hex(String text) {
		return hex(text.getBytes(StandardCharsets.UTF_8));
	}

}
