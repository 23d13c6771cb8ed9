package io.github.customeriospring;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Everything that the client and those it is built on log, down to the finest level.
 */
final class CapturedLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final List<String> LOGGERS = List.of("io.github.customeriospring", "io.github.resilience4j",
			"io.micrometer", "io.netty", "org.springframework", "reactor");

	private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

	private CapturedLogs() {
	}

	static CapturedLogs ofEverything() {
		CapturedLogs logs = new CapturedLogs();
		logs.start();
		LOGGERS.forEach((name) -> {
			Logger logger = logger(name);
			logger.setLevel(Level.TRACE);
			// and not to the console
			logger.setAdditive(false);
			logger.addAppender(logs);
		});
		return logs;
	}

	List<Line> lines() {
		return List.copyOf(this.lines);
	}

	@Override
	protected void append(ILoggingEvent event) {
		String text = event.getFormattedMessage();
		if (event.getThrowableProxy() != null) {
			text += System.lineSeparator() + ThrowableProxyUtil.asString(event.getThrowableProxy());
		}
		this.lines.add(new Line(event.getLoggerName(), event.getLevel(), text));
	}

	@Override
	public void close() {
		LOGGERS.forEach((name) -> {
			Logger logger = logger(name);
			logger.setLevel(null);
			logger.setAdditive(true);
			logger.detachAppender(this);
		});
		stop();
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	/**
	 * One message with the stack trace that came with it.
	 */
	record Line(String logger, Level level, String text) {

	}

}
