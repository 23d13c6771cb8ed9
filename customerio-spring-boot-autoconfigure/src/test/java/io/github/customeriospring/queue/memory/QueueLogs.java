package io.github.customeriospring.queue.memory;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.customeriospring.queue.CustomerIoQueue;
import org.slf4j.LoggerFactory;

/**
 * What the queue logs.
 */
final class QueueLogs implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger(CustomerIoQueue.class.getPackageName());

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	QueueLogs() {
		this.logger.setLevel(Level.INFO);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	List<String> messages() {
		return this.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

}
