package io.github.customeriospring.imports.run;

import java.util.Arrays;
import java.util.Locale;

/**
 * Remembers the identifiers of a few million people by a hash, to find those that come
 * again. E-mail addresses are the same in any case.
 */
final class SeenIdentifiers {

	private static final int MAX_SLOTS = 1 << 22;

	private long[] hashes = new long[1 << 12];

	private int size;

	private long repeated;

	private boolean full;

	void add(String subject) {
		long hash = hash(subject.startsWith("email:") ? subject.toLowerCase(Locale.ROOT) : subject);
		int slot = slot(this.hashes, hash);
		if (this.hashes[slot] == hash) {
			this.repeated++;
		}
		else if (this.size < this.hashes.length * 3L / 4) {
			this.hashes[slot] = hash;
			this.size++;
		}
		else if (this.hashes.length < MAX_SLOTS) {
			grow();
			this.hashes[slot(this.hashes, hash)] = hash;
			this.size++;
		}
		else {
			this.full = true;
		}
	}

	private void grow() {
		long[] larger = new long[this.hashes.length * 4];
		Arrays.stream(this.hashes).filter((hash) -> hash != 0).forEach((hash) -> larger[slot(larger, hash)] = hash);
		this.hashes = larger;
	}

	/** Where the hash is, or where it has to go. */
	private static int slot(long[] hashes, long hash) {
		int slot = (int) hash & (hashes.length - 1);
		while (hashes[slot] != 0 && hashes[slot] != hash) {
			slot = (slot + 1) & (hashes.length - 1);
		}
		return slot;
	}

	/** FNV-1a with a final mix, never zero. */
	private static long hash(String text) {
		long hash = 0xcbf29ce484222325L;
		for (int i = 0; i < text.length(); i++) {
			hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
		}
		hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
		return (hash == 0) ? 1 : hash ^ (hash >>> 29);
	}

	long repeated() {
		return this.repeated;
	}

	boolean isFull() {
		return this.full;
	}

}
