package io.github.customeriospring.imports.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

import com.github.f4b6a3.ulid.Ulid;
import io.github.customeriospring.imports.reading.Digests;
import io.github.customeriospring.imports.reading.SourceLine;

/**
 * Ids of events that have none in the file. The same line of the same file, imported in
 * the same way, always gets the same id, so that Customer.io drops what comes twice.
 */
final class EventIds {

	private final byte[] seed;

	private final Instant start;

	/**
	 * Create ids.
	 * @param seed names the file and what is made of it
	 * @param start when the import started, for lines that do not say when it happened
	 */
	EventIds(String seed, Instant start) {
		this.seed = seed.getBytes(StandardCharsets.UTF_8);
		this.start = start;
	}

	/** The text is part of it, so that another line can never get an id that was used. */
	String id(SourceLine line, Instant timestamp) {
		MessageDigest digest = Digests.sha256();
		digest.update(this.seed);
		digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, line.number()));
		byte[] hash = digest.digest(line.raw().stripTrailing().getBytes(StandardCharsets.UTF_8));
		return new Ulid(timestamp.toEpochMilli(), Arrays.copyOf(hash, Ulid.RANDOM_BYTES)).toString();
	}

	String id(SourceLine line) {
		return id(line, this.start);
	}

}
