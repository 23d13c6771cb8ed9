package io.github.customeriospring.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the result of each part as JSON, so that one can be rerun without the others.
 */
public final class ResultStore {

	private static final String RUN = ".run";

	private final JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Path directory;

	/**
	 * Create a store.
	 * @param directory where the files are
	 */
	public ResultStore(Path directory) {
		this.directory = directory;
	}

	void write(String part, Object result, Run run) throws IOException {
		Files.createDirectories(this.directory);
		Files.writeString(file(part + RUN), this.mapper.writeValueAsString(run));
		Files.writeString(file(part), this.mapper.writeValueAsString(result));
	}

	/**
	 * Read a result.
	 * @param <T> its type
	 * @param part the part's name
	 * @param type its type
	 * @return the result, empty if the part was not run
	 */
	public <T> Optional<T> read(String part, Class<T> type) {
		Path file = file(part);
		return Files.exists(file) ? Optional.of(this.mapper.readValue(file.toFile(), type)) : Optional.empty();
	}

	/**
	 * Read how a result came about.
	 * @param part the part's name
	 * @return the run, empty if the part was not run
	 */
	public Optional<Run> run(String part) {
		return read(part + RUN, Run.class);
	}

	private Path file(String part) {
		return this.directory.resolve(part + ".json");
	}

}
