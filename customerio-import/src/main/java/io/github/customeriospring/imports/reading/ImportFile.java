package io.github.customeriospring.imports.reading;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/**
 * A file to import, or standard input, compressed or not.
 */
public final class ImportFile implements Closeable {

	/** What tells one file from another. */
	private static final int IDENTITY_BYTES = 64 * 1024;

	/** What is looked at before anything is sent. */
	private static final int HEAD_BYTES = 512 * 1024;

	/** Of a larger file places all over it are looked at too. */
	private static final int SPOTS = 32;

	private static final int SPOT_BYTES = 16 * 1024;

	private final @Nullable Path path;

	private final long size;

	private final long modified;

	private final Counting counting;

	private final byte[] identityBytes;

	private final boolean compressed;

	/** Unpacked, and at its start. */
	private final BufferedInputStream in;

	private final byte[] head;

	private ImportFile(@Nullable Path path, long size, long modified, InputStream in) throws IOException {
		this.path = path;
		this.size = size;
		this.modified = modified;
		this.counting = new Counting(in);
		BufferedInputStream packed = new BufferedInputStream(this.counting, IDENTITY_BYTES);
		packed.mark(IDENTITY_BYTES);
		this.identityBytes = packed.readNBytes(IDENTITY_BYTES);
		packed.reset();
		this.compressed = this.identityBytes.length > 2 && this.identityBytes[0] == (byte) 0x1F
				&& this.identityBytes[1] == (byte) 0x8B;
		this.in = new BufferedInputStream(
				this.compressed ? new GZIPInputStream(new Members(packed), IDENTITY_BYTES) : packed, IDENTITY_BYTES);
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
		InputStream in = Files.newInputStream(path);
		try {
			return new ImportFile(path, Files.size(path), Files.getLastModifiedTime(path).toMillis(), in);
		}
		catch (IOException ex) {
			in.close();
			throw ex;
		}
	}

	/**
	 * Take a stream.
	 * @param in the stream
	 * @return the open file
	 * @throws IOException if it cannot be read
	 */
	public static ImportFile of(InputStream in) throws IOException {
		return of(in, 0, 0);
	}

	/**
	 * Take a stream of which more is known.
	 * @param in the stream
	 * @param size how many bytes it has, 0 if that is not known
	 * @param modified when they were changed last, in milliseconds of the epoch, 0 if
	 * that is not known
	 * @return the open file
	 * @throws IOException if it cannot be read
	 */
	public static ImportFile of(InputStream in, long size, long modified) throws IOException {
		return new ImportFile(null, size, modified, in);
	}

	/**
	 * Tell what identifies the file.
	 * @param meaning what changes what is sent, any text
	 * @return the identity
	 */
	public FileIdentity identity(String meaning) {
		return new FileIdentity(this.size, this.modified, Digests.hex(this.identityBytes), Digests.hex(meaning));
	}

	/**
	 * Return how large the file is.
	 * @return the bytes, 0 if that is not known
	 */
	public long size() {
		return this.size;
	}

	/**
	 * Return how much was read.
	 * @return the bytes, compressed ones if it is
	 */
	public long bytesRead() {
		return this.counting.bytes;
	}

	/**
	 * Return the start of the file, unpacked.
	 * @return its first 512 KB, or all if it is smaller
	 */
	public byte[] head() {
		return this.head;
	}

	/**
	 * Return whether the head is all there is.
	 * @return whether nothing follows
	 */
	public boolean isHeadAll() {
		return this.head.length < HEAD_BYTES;
	}

	/**
	 * Find out how the file is encoded.
	 * @param charset what the user says it is, or {@code null}
	 * @return the encoding
	 * @throws IOException if the file cannot be read
	 * @throws InputException if it cannot be told
	 */
	public Encoding encoding(@Nullable Charset charset) throws IOException {
		Encoding encoding = EncodingDetector.detect(this.head, charset);
		if (charset != null || encoding.markLength() > 0 || !encoding.equals(Encoding.UTF_8)) {
			return encoding;
		}
		// letters may come late
		ByteArrayOutputStream sample = new ByteArrayOutputStream();
		sample.writeBytes(this.head);
		spots(encoding).forEach(sample::writeBytes);
		return EncodingDetector.detect(sample.toByteArray(), null);
	}

	/**
	 * Find out how values are set apart.
	 * @param encoding how the file is encoded
	 * @param separator what the user says is between them, or {@code null}
	 * @return the dialect
	 * @throws InputException if it cannot be told
	 */
	public Dialect dialect(Encoding encoding, @Nullable Character separator) {
		byte[] head = Arrays.copyOfRange(this.head, encoding.markLength(), Math.min(this.head.length, SPOT_BYTES));
		return DialectDetector.detect(new String(head, encoding.charset()).split("\\r\\n|\\n|\\r"), separator);
	}

	/**
	 * Return whole lines of places all over a large file.
	 * @param encoding how it is encoded
	 * @return the lines of each place; none if the file is small, compressed or no file
	 * @throws IOException if the file cannot be read
	 */
	public List<byte[]> spots(Encoding encoding) throws IOException {
		List<byte[]> spots = new ArrayList<>();
		if (this.path == null || this.compressed || isHeadAll() || encoding.unit() > 1 || encoding.returns()) {
			return spots;
		}
		try (FileChannel channel = FileChannel.open(this.path)) {
			long step = (this.size - HEAD_BYTES) / SPOTS;
			for (int spot = 0; spot < SPOTS; spot++) {
				ByteBuffer buffer = ByteBuffer.allocate(SPOT_BYTES);
				channel.read(buffer, HEAD_BYTES + spot * step);
				spots.add(wholeLines(buffer.array(), buffer.position()));
			}
		}
		return spots;
	}

	private static byte[] wholeLines(byte[] bytes, int length) {
		int start = 0;
		while (start < length && bytes[start] != '\n') {
			start++;
		}
		int end = length;
		while (end > start && bytes[end - 1] != '\n') {
			end--;
		}
		return Arrays.copyOfRange(bytes, Math.min(start + 1, end), end);
	}

	/**
	 * Read the lines, once.
	 * @param encoding how they are encoded
	 * @return the lines
	 * @throws IOException if the file cannot be read
	 */
	public ByteLines lines(Encoding encoding) throws IOException {
		this.in.skipNBytes(encoding.markLength());
		return new ByteLines(this.in, encoding);
	}

	/**
	 * Read the lines of the head.
	 * @param encoding how they are encoded
	 * @return the lines, the last one perhaps cut
	 */
	public ByteLines headLines(Encoding encoding) {
		int mark = encoding.markLength();
		return new ByteLines(new ByteArrayInputStream(this.head, mark, this.head.length - mark), encoding);
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
