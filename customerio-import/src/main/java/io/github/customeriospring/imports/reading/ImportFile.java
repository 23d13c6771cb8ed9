package io.github.customeriospring.imports.reading;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/**
 * A file to import, or standard input, compressed or not.
 */
public final class ImportFile implements Closeable {

	private static final int HEAD_BYTES = 64 * 1024;

	private final @Nullable Path path;

	private final BufferedInputStream in;

	private final Counting counting;

	private final byte[] head;

	private ImportFile(@Nullable Path path, InputStream in) throws IOException {
		this.path = path;
		this.counting = new Counting(in);
		this.in = new BufferedInputStream(this.counting, HEAD_BYTES);
		this.in.mark(HEAD_BYTES);
		this.head = this.in.readNBytes(HEAD_BYTES);
		this.in.reset();
	}

	/**
	 * Open a file.
	 * @param path the file
	 * @return the open file
	 * @throws IOException if it cannot be read
	 */
	public static ImportFile open(Path path) throws IOException {
		return new ImportFile(path, Files.newInputStream(path));
	}

	/**
	 * Take a stream.
	 * @param in the stream
	 * @return the open file
	 * @throws IOException if it cannot be read
	 */
	public static ImportFile of(InputStream in) throws IOException {
		return new ImportFile(null, in);
	}

	/**
	 * Tell what identifies the file.
	 * @param meaning what changes what is sent, any text
	 * @return the identity
	 * @throws IOException if the file cannot be read
	 */
	public FileIdentity identity(String meaning) throws IOException {
		return new FileIdentity(size(), (this.path != null) ? Files.getLastModifiedTime(this.path).toMillis() : 0,
				Digests.hex(this.head), Digests.hex(meaning));
	}

	/**
	 * Return how large the file is.
	 * @return the bytes, 0 for standard input
	 * @throws IOException if the file cannot be read
	 */
	public long size() throws IOException {
		return (this.path != null) ? Files.size(this.path) : 0;
	}

	/**
	 * Return how much was read.
	 * @return the bytes, compressed ones if it is
	 */
	public long bytesRead() {
		return this.counting.bytes;
	}

	/**
	 * Read the lines, unpacked if the file is compressed.
	 * @return the lines
	 * @throws IOException if the file cannot be read
	 */
	public ByteLines lines() throws IOException {
		boolean compressed = this.head.length > 2 && this.head[0] == (byte) 0x1F && this.head[1] == (byte) 0x8B;
		return new ByteLines(compressed ? new GZIPInputStream(new Members(this.in), HEAD_BYTES) : this.in);
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	/**
	 * A compressed file may have several members, and the reader asks for available bytes
	 * to see whether another one follows. A pipe may have none right now, so this waits.
	 */
	private static final class Members extends FilterInputStream {

		Members(InputStream in) {
			super(in);
		}

		@Override
		public int available() throws IOException {
			this.in.mark(1);
			boolean more = this.in.read() >= 0;
			this.in.reset();
			return more ? 1 : 0;
		}

	}

	private static final class Counting extends FilterInputStream {

		/** Read by the thread that shows progress. */
		private volatile long bytes;

		Counting(InputStream in) {
			super(in);
		}

		@Override
		@SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread reads
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = super.read(buffer, offset, length);
			this.bytes += Math.max(0, read);
			return read;
		}

	}

}
