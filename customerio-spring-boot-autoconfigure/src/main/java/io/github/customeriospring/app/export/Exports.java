package io.github.customeriospring.app.export;

import java.net.URI;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Filter;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Exports people and messages to files, and downloads these files. All methods fail with
 * a {@link CustomerIoException}; its status is 404 if the export does not exist.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class Exports {

	private final AppQueries queries;

	private final ExportDownloader downloader;

	private final Scheduler scheduler;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 * @param downloads the client for downloads from other hosts; it must not add
	 * credentials
	 * @param downloadTimeout how long a download may stall
	 * @param scheduler the scheduler for polling and for the download timeout
	 */
	public Exports(AppClient client, WebClient downloads, Duration downloadTimeout, Scheduler scheduler) {
		this.queries = new AppQueries(client);
		this.downloader = new ExportDownloader(downloads, downloadTimeout, scheduler);
		this.scheduler = scheduler;
	}

	/**
	 * List all exports.
	 * @return the exports
	 */
	public Flux<Export> list() {
		return this.queries.list(Query.of("/v1/exports").get("list exports"), "exports", Export.class);
	}

	/**
	 * Look up an export.
	 * @param id the export's id
	 * @return the export
	 */
	public Mono<Export> get(long id) {
		return this.queries.one(Query.of("/v1/exports/{id}", id).get("get export"), "export", Export.class);
	}

	/**
	 * Export people. The call is not retried if it may have been accepted.
	 * @param filter the people to export
	 * @return the new export, which is usually still pending
	 */
	public Mono<Export> exportCustomers(Filter filter) {
		Assert.notNull(filter, "'filter' must not be null");
		return exportCustomers(Map.of("filters", filter));
	}

	/**
	 * Export people with some of their attributes. The call is not retried if it may have
	 * been accepted.
	 * @param filter the people to export
	 * @param attributes the names of the attributes; each becomes a column
	 * @return the new export, which is usually still pending
	 */
	public Mono<Export> exportCustomers(Filter filter, Collection<String> attributes) {
		Assert.notNull(filter, "'filter' must not be null");
		Assert.notNull(attributes, "'attributes' must not be null");
		return exportCustomers(Map.of("filters", filter, "attributes", List.copyOf(attributes)));
	}

	private Mono<Export> exportCustomers(Map<String, Object> body) {
		return this.queries.one(Query.of("/v1/exports/customers").create("export customers", body), "export",
				Export.class);
	}

	/**
	 * Export sent messages. The call is not retried if it may have been accepted.
	 * @param deliveries the messages to export
	 * @return the new export, which is usually still pending
	 */
	public Mono<Export> exportDeliveries(DeliveryExport deliveries) {
		Assert.notNull(deliveries, "'deliveries' must not be null");
		return this.queries.one(Query.of("/v1/exports/deliveries").create("export deliveries", deliveries), "export",
				Export.class);
	}

	/**
	 * Wait until an export can be downloaded, by polling its status.
	 * @param id the export's id
	 * @param interval the time between two polls, positive
	 * @param timeout the maximum time to wait, positive
	 * @return the finished export; fails with an {@link IllegalStateException} if the
	 * export failed, and with a {@link TimeoutException} if it took too long
	 */
	public Mono<Export> await(long id, Duration interval, Duration timeout) {
		Assert.isTrue(interval.compareTo(Duration.ZERO) > 0, () -> "'interval' must be positive, was " + interval);
		Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0, () -> "'timeout' must be positive, was " + timeout);
		return get(id).filter((export) -> export.isDone() || export.isFailed())
			.repeatWhenEmpty((repetitions) -> repetitions.delayElements(interval, this.scheduler))
			.timeout(timeout, Mono.error(() -> new TimeoutException("Export " + id + " took longer than " + timeout)),
					this.scheduler)
			.filter(Export::isDone)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Export " + id + " failed")));
	}

	/**
	 * Download a finished export. Each download requests a new link, because a link is
	 * valid for only 15 minutes. The file itself comes from another host, without
	 * credentials, rate limit or retry. The download fails if it stalls for the download
	 * timeout, whether no bytes arrive or the subscriber does not request any.
	 * @param id the export's id
	 * @return the bytes as they arrive; the subscriber must release the buffers
	 */
	public Flux<DataBuffer> download(long id) {
		CustomerIoRequest request = Query.of("/v1/exports/{id}/download", id).get("download export");
		return this.queries.one(request, "url", URI.class)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Export " + id + " has no link")))
			.flatMapMany((link) -> this.downloader.download(request, link));
	}

	/**
	 * Download a finished export to a file. An existing file is overwritten. After an
	 * error, the file is incomplete.
	 * @param id the export's id
	 * @param file the file
	 * @return completes when the file is written
	 */
	public Mono<Void> download(long id, Path file) {
		Assert.notNull(file, "'file' must not be null");
		return DataBufferUtils
			.write(download(id), file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
					StandardOpenOption.WRITE)
			.subscribeOn(Schedulers.boundedElastic()); // opening a file blocks
	}

}
