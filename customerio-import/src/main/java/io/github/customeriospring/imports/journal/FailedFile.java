package io.github.customeriospring.imports.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The file with the lines that failed. It comes into being with the first of them. Not
 * thread-safe, but for {@link #sync()}.
 */
final class FailedFile implements Closeable {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
		.withZone(ZoneOffset.UTC);

	private final Path path;

	private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

	private volatile @Nullable FileChannel channel;

	/** How much of the file is surely there; what is behind is written again. */
	private long written;

	/**
	 * Open the file.
	 * @param length how much of it is known; what is behind was written when the import
	 * was killed and comes again
	 * @param resumed whether an import goes on; the file of another one is kept under
	 * another name
	 */
	FailedFile(Path path, long length, boolean resumed) throws IOException {
		this.path = path;
		this.written = length;
		if (length > 0) {
			if (!Files.exists(path) || Files.size(path) < length) {
				throw new IOException("the file " + path + " with the lines that failed before is gone or shorter than "
						+ "it was; --no-resume starts anew");
			}
			open().truncate(length);
		}
		else if (resumed) {
			Files.deleteIfExists(path);
		}
		else if (Files.exists(path)) {
			Files.move(path, path
				.resolveSibling(path.getFileName() + "." + TIME.format(Files.getLastModifiedTime(path).toInstant())));
		}
	}

	void append(byte[] json) throws IOException {
		if (this.buffer.remaining() < json.length + 1) {
			flush();
		}
		if (json.length + 1 > this.buffer.capacity()) {
			write(ByteBuffer.wrap(Arrays.copyOf(json, json.length + 1)).put(json.length, (byte) '\n'));
			return;
		}
		this.buffer.put(json).put((byte) '\n');
	}

	/** Write to the file what was appended and return how long it is. */
	long flush() throws IOException {
		write(this.buffer.duplicate().flip());
		this.buffer.clear();
		return this.written;
	}

	private void write(ByteBuffer bytes) throws IOException {
		if (bytes.hasRemaining()) {
			FileChannel open = open();
			long position = this.written;
			while (bytes.hasRemaining()) {
				position += open.write(bytes, position);
			}
			this.written = position;
		}
	}

	private FileChannel open() throws IOException {
		FileChannel open = this.channel;
		if (open == null) {
			open = FileChannel.open(this.path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			this.channel = open;
		}
		return open;
	}

	/** Bring what was flushed to the disk. */
	void sync() throws IOException {
		FileChannel open = this.channel;
		if (open != null) {
			open.force(true);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			flush();
		}
		finally {
			FileChannel open = this.channel;
			if (open != null) {
				open.close();
			}
		}
	}

}
