package io.github.customeriospring.imports.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import io.github.customeriospring.imports.reading.FileIdentity;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which lines of a file are done. As a file it is a line of JSON, which people can read,
 * and behind it the bitmap of the line numbers.
 *
 * @param head everything but the line numbers
 * @param done the numbers of the lines that were accepted or have failed
 */
record Checkpoint(Head head, RoaringBitmap done) {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/**
	 * Read a checkpoint.
	 * @return the checkpoint, or {@code null} if there is none
	 * @throws IOException if it cannot be read
	 */
	static @Nullable Checkpoint read(Path file) throws IOException {
		if (!Files.exists(file)) {
			return null;
		}
		byte[] bytes = Files.readAllBytes(file);
		int end = 0;
		while (end < bytes.length && bytes[end] != '\n') {
			end++;
		}
		try {
			Head head = MAPPER.readValue(new String(bytes, 0, end, StandardCharsets.UTF_8), Head.class);
			RoaringBitmap done = new RoaringBitmap();
			int start = Math.min(bytes.length, end + 1);
			done.deserialize(new DataInputStream(new ByteArrayInputStream(bytes, start, bytes.length - start)));
			return new Checkpoint(head, done);
		}
		catch (JacksonException | IOException ex) {
			throw new IOException("the checkpoint " + file + " is damaged; --no-resume starts anew", ex);
		}
	}

	byte[] toBytes() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(MAPPER.writeValueAsBytes(this.head));
		bytes.write('\n');
		this.done.serialize(new DataOutputStream(bytes));
		return bytes.toByteArray();
	}

	/** After a power failure there is the old checkpoint or the new one. */
	static void write(Path file, byte[] bytes) throws IOException {
		Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
		try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
		Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * What a checkpoint says beside the line numbers.
	 *
	 * @param file the file that is imported
	 * @param started when the import started first, in milliseconds of the epoch
	 * @param failed how many of the lines have failed
	 * @param failedBytes how long the file with them is
	 * @param complete whether all lines are done
	 */
	record Head(FileIdentity file, long started, long failed, long failedBytes, boolean complete) {

	}

}
