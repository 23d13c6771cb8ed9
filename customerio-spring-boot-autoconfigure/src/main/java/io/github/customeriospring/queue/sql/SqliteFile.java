package io.github.customeriospring.queue.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.queue.StoreUnusableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The file of a queue: makes it readable for its owner only, as it holds personal data,
 * keeps other processes away from it, and opens connections to it: with a write-ahead
 * log, so that a commit is one write and readers do not wait, and without the
 * application's connection pool.
 */
final class SqliteFile implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SqliteFile.class);

	/** Gone with the container or at a restart of the machine. */
	private static final Set<String> PASSING = Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs");

	/** Without the shared memory and the locks that the file needs. */
	private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs");

	/** Only tools that look into the file can hold it. */
	private static final int BUSY_TIMEOUT_MILLIS = 10_000;

	/** To which the log is cut after it has grown. */
	private static final int LOG_BYTES = 64 * 1024 * 1024;

	/** Of this process: opening a lock file again and closing it would lose the lock. */
	private static final Set<Path> locked = ConcurrentHashMap.newKeySet();

	private final Path file;

	private @Nullable FileChannel channel;

	private boolean holds;

	SqliteFile(Path file) {
		this.file = file.toAbsolutePath().normalize();
	}

	Path path() {
		return this.file;
	}

	/** Make the file if there is none, and lock it. */
	void open() {
		if (!locked.add(this.file)) {
			throw inUse("process " + ProcessHandle.current().pid() + ", this one");
		}
		this.holds = true;
		Path lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
		try {
			FileChannel channel = FileChannel.open(lockFile,
					Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), ownersOnly());
			this.channel = channel;
			if (channel.tryLock() == null) {
				String holder = read(channel);
				close();
				throw inUse(holder);
			}
			write(channel, "process " + ProcessHandle.current().pid());
			create();
			checkKind(Files.getFileStore(this.file).type().toLowerCase(Locale.ROOT));
		}
		catch (IOException ex) {
			close();
			throw new StoreUnusableException("The queue's file " + this.file + " cannot be written: " + words(ex),
					"Set 'customerio.queue.file' to a file in a directory that exists and may be written.", ex);
		}
	}

	private static String words(IOException ex) {
		return (ex instanceof NoSuchFileException) ? "its directory does not exist" : ex.toString();
	}

	private StoreUnusableException inUse(String holder) {
		return new StoreUnusableException("The queue's file " + this.file + " is used by another one (" + holder + ")",
				"Give each process a file of its own with 'customerio.queue.file', "
						+ "or share the work with 'customerio.queue.store=jdbc'.",
				null);
	}

	private static String read(FileChannel channel) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(100);
		channel.read(content, 0);
		return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8).strip();
	}

	private static void write(FileChannel channel, String content) throws IOException {
		channel.truncate(0);
		channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
	}

	private void create() throws IOException {
		try {
			Files.createFile(this.file, ownersOnly());
		}
		catch (FileAlreadyExistsException ex) {
			// of an earlier start
		}
	}

	private FileAttribute<?>[] ownersOnly() {
		boolean posix = this.file.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	private void checkKind(String kind) {
		if (REMOTE.contains(kind)) {
			close();
			throw new StoreUnusableException(
					"The queue's file " + this.file + " is on a network file system (" + kind
							+ "), which cannot keep it safe",
					"Set 'customerio.queue.file' to a local disk or a block volume, or use 'customerio.queue.store=jdbc'.",
					null);
		}
		if (PASSING.contains(kind)) {
			logger
				.warn("The queue's file {} is on {}, which is gone with the container or at a restart of the machine, "
						+ "and what waits in it too. Mount a volume and set 'customerio.queue.file' to a path on it",
						this.file, kind);
		}
	}

	@Override
	public void close() {
		FileChannel channel = this.channel;
		this.channel = null;
		if (this.holds) {
			this.holds = false;
			locked.remove(this.file);
		}
		if (channel != null) {
			try {
				channel.close(); // and so gives back the lock
			}
			catch (IOException ex) {
				logger.debug("The lock of {} was not given back", this.file, ex);
			}
		}
	}

	Connection connect() throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setJournalMode(JournalMode.WAL);
		config.setSynchronous(SynchronousMode.FULL);
		config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
		config.setJournalSizeLimit(LOG_BYTES);
		return config.createConnection("jdbc:sqlite:" + this.file);
	}

	static void close(@Nullable Connection connection) {
		try {
			if (connection != null) {
				connection.close();
			}
		}
		catch (SQLException ex) {
			logger.debug("A connection was not closed", ex);
		}
	}

}
