package io.github.customeriospring.queue.sql;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queue's file.
 *
 * @param file File that keeps the queue if its store is a file. It belongs on a disk that
 * outlives the process; files with the endings -wal, -shm and .lock appear beside it.
 */
@ConfigurationProperties("customerio.queue")
record SqliteStoreProperties(@DefaultValue("./customerio-queue.db") Path file) {

}
