package io.github.customeriospring.simulator.workspace;

/**
 * A compact set of strings that keeps only their 64-bit hashes: a million need 16 MB. The
 * probability that two of a million share a hash is 3 in 100,000,000.
 */
final class LongHashSet {

	// open addressing, 0 marks a free slot; the length is a power of two
	private long[] slots = new long[1024];

	private int size;

	boolean add(String value) {
		return add(hash(value));
	}

	int size() {
		return this.size;
	}

	void clear() {
		this.slots = new long[1024];
		this.size = 0;
	}

	private boolean add(long hash) {
		int slot = (int) hash & (this.slots.length - 1);
		while (this.slots[slot] != 0) {
			if (this.slots[slot] == hash) {
				return false;
			}
			slot = (slot + 1) & (this.slots.length - 1);
		}
		this.slots[slot] = hash;
		this.size++;
		if (this.size > this.slots.length / 2) {
			grow();
		}
		return true;
	}

	private void grow() {
		long[] old = this.slots;
		this.slots = new long[old.length * 2];
		this.size = 0;
		for (long hash : old) {
			if (hash != 0) {
				add(hash);
			}
		}
	}

	private static long hash(String value) {
		// FNV-1a, then the finalizer of MurmurHash3, which improves the low bits
		long hash = 0xcbf29ce484222325L;
		for (int i = 0; i < value.length(); i++) {
			hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
		}
		hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
		hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
		hash ^= hash >>> 33;
		return (hash != 0) ? hash : 1;
	}

}
