package io.github.customeriospring.imports.reading;

/**
 * Tells whether a file is still the one that it was.
 *
 * @param size its bytes, 0 for standard input
 * @param modified when it was changed last, in milliseconds of the epoch, 0 for standard
 * input
 * @param head the hash of its first 64 KB
 * @param meaning the hash of where it goes and of the options that change what is sent
 */
public record FileIdentity(long size, long modified, String head, String meaning) {

	/**
	 * Return what the ids of events are made of. A copy of the file has another time, but
	 * is the same.
	 * @return any text
	 */
	public String seed() {
		return this.size + " " + this.head + " " + this.meaning;
	}

}
