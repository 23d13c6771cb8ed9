package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.customeriospring.imports.journal.JournalFiles;
import io.github.customeriospring.imports.reading.ImportFile;
import org.jspecify.annotations.Nullable;

/**
 * Something to import: a file, a download or standard input.
 *
 * @param name what the user calls it
 * @param local what its files of the journal are named after
 */
record Source(String name, String local) {

	private static final String STANDARD_INPUT = "-";

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private static final List<String> ENDINGS = List.of(".csv", ".tsv", ".txt", ".jsonl", ".ndjson");

	/**
	 * Find out what is named. A folder is all files in it.
	 * @throws UsageException if a folder is empty or names do not go together
	 */
	static List<Source> of(ImportOptions options) throws IOException {
		List<Source> sources = new ArrayList<>();
		for (String name : options.files()) {
			if (isUrl(name)) {
				sources.add(new Source(name, fileName(name)));
			}
			else if (!name.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(name))) {
				sources.addAll(folder(Path.of(name)));
			}
			else {
				sources.add(new Source(name, name.equals(STANDARD_INPUT) ? "stdin" : name));
			}
		}
		if (sources.size() > 1) {
			check(options.failed() == null && options.checkpoint() == null,
					"--failed and --checkpoint are for one file; several have theirs beside them");
			check(sources.stream().noneMatch((source) -> source.name.equals(STANDARD_INPUT)),
					"Standard input can be imported alone only");
			check(sources.stream().map((source) -> path(source.local)).distinct().count() == sources.size(),
					"A file is there twice");
		}
		return sources;
	}

	private static List<Source> folder(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			List<Source> sources = files.filter(Files::isRegularFile)
				.map(Path::toString)
				.filter(Source::isData)
				.sorted()
				.map((name) -> new Source(name, name))
				.toList();
			check(!sources.isEmpty(), "In " + folder + " there is no file that ends in " + String.join(", ", ENDINGS));
			return sources;
		}
	}

	private static boolean isData(String name) {
		String plain = name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
		return ENDINGS.stream().anyMatch(plain::endsWith) && !plain.endsWith(".failed.jsonl");
	}

	/**
	 * Open it.
	 * @param standardInput what {@code -} means
	 */
	ImportFile open(InputStream standardInput) throws IOException {
		if (this.name.equals(STANDARD_INPUT)) {
			return ImportFile.of(standardInput);
		}
		return isUrl(this.name) ? download(URI.create(this.name)) : ImportFile.open(Path.of(this.name));
	}

	private static ImportFile download(URI url) throws IOException {
		check(url.getScheme().equalsIgnoreCase("https") || InetAddress.getByName(url.getHost()).isLoopbackAddress(),
				"People are not downloaded over http: use https");
		HttpClient client = HttpClient.newBuilder()
			.connectTimeout(CONNECT_TIMEOUT)
			.followRedirects(Redirect.NORMAL)
			.build();
		try {
			HttpResponse<InputStream> response = client.send(HttpRequest.newBuilder(url).build(),
					BodyHandlers.ofInputStream());
			if (response.statusCode() != 200) {
				response.body().close();
				throw new IOException(url.getHost() + " answers with status " + response.statusCode());
			}
			return ImportFile.of(response.body(), response.headers().firstValueAsLong("Content-Length").orElse(0),
					modified(response.headers().firstValue("Last-Modified").orElse("")));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

	private static long modified(String header) {
		try {
			return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().toEpochMilli();
		}
		catch (DateTimeParseException ex) {
			return 0;
		}
	}

	/**
	 * Say where to note what was done. Only what can be read again has a checkpoint by
	 * default.
	 * @param several whether this is one of several
	 */
	JournalFiles journal(ImportOptions options, boolean several) {
		Path failed = (options.failed() != null) ? options.failed() : Path.of(this.local + ".failed.jsonl");
		Path checkpoint = options.checkpoint();
		if (checkpoint == null && !this.name.equals(STANDARD_INPUT)) {
			checkpoint = Path.of(this.local + ".checkpoint");
		}
		// both of them would be deleted or moved to start anew
		Path file = path(this.local);
		check(!isSame(file, failed) && !isSame(file, checkpoint) && !isSame(path(failed.toString()), checkpoint),
				"The file to import, --failed and --checkpoint must be three files");
		return new JournalFiles(failed, checkpoint, options.resume(), several);
	}

	private static boolean isSame(Path file, @Nullable Path other) {
		return other != null && file.equals(path(other.toString()));
	}

	private static Path path(String file) {
		Path path = Path.of(file).toAbsolutePath().normalize();
		try {
			return path.toRealPath();
		}
		catch (IOException ex) {
			return path; // not there yet
		}
	}

	private static boolean isUrl(String name) {
		return name.matches("(?i)https?://.+");
	}

	private static String fileName(String url) {
		String path = String.valueOf(URI.create(url).getPath());
		String last = path.substring(path.lastIndexOf('/') + 1);
		return last.isBlank() ? "download" : last;
	}

	private static void check(boolean condition, String message) {
		if (!condition) {
			throw new UsageException(message);
		}
	}

}
