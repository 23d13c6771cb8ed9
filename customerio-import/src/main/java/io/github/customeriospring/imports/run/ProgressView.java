package io.github.customeriospring.imports.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far an import is: as a bar on a terminal, else as a line every few seconds.
 * How much is left is told by bytes, which need no counting beforehand.
 */
public interface ProgressView extends AutoCloseable {

	/**
	 * Return how often to show something.
	 * @return the interval
	 */
	Duration interval();

	/**
	 * Show something.
	 * @param progress how far it is
	 */
	void show(Progress progress);

	@Override
	void close();

	/**
	 * Show a line now and then.
	 * @param out where to
	 * @return the view
	 */
	static ProgressView lines(PrintStream out) {
		return new Lines(out);
	}

	/**
	 * Show a bar.
	 * @param out the terminal
	 * @param totalBytes how large the file is, 0 if that is not known
	 * @return the view
	 */
	static ProgressView bar(PrintStream out, long totalBytes) {
		return new Bar(out, totalBytes);
	}

	/**
	 * How far an import is.
	 *
	 * @param done lines with an outcome, in this run
	 * @param failed how many of them have failed
	 * @param elapsed how long it has taken
	 * @param bytesRead how much of the file was read
	 * @param totalBytes how large the file is, 0 if that is not known
	 */
	record Progress(long done, long failed, Duration elapsed, long bytesRead, long totalBytes) {

		/**
		 * Return how many lines are done in a second.
		 * @return the mean since the start
		 */
		public long rate() {
			return Math.round(this.done * 1e9 / Math.max(1, this.elapsed.toNanos()));
		}

		@Override
		public String toString() {
			String text = String.format(Locale.ROOT, "%,d lines done, %,d failed, %,d/s", this.done, this.failed,
					rate());
			if (this.totalBytes == 0 || this.bytesRead == 0) {
				return text;
			}
			double part = (double) this.bytesRead / this.totalBytes;
			return text + String.format(Locale.ROOT, ", %.0f %% of the file, about %.0f s left", part * 100,
					this.elapsed.toMillis() / 1000.0 * (1 - part) / part);
		}

	}

	/**
	 * A line every few seconds.
	 */
	final class Lines implements ProgressView {

		private final PrintStream out;

		private Lines(PrintStream out) {
			this.out = out;
		}

		@Override
		public Duration interval() {
			return Duration.ofSeconds(3);
		}

		@Override
		public void show(Progress progress) {
			this.out.println(progress);
		}

		@Override
		public void close() {
		}

	}

	/**
	 * A bar on a terminal.
	 */
	final class Bar implements ProgressView {

		private final ProgressBar bar;

		private Bar(PrintStream out, long totalBytes) {
			this.bar = new ProgressBarBuilder().setTaskName("Import")
				.setInitialMax((totalBytes > 0) ? totalBytes : -1)
				.setUnit(" MB", 1024 * 1024)
				.setStyle(ProgressBarStyle.ASCII)
				.setUpdateIntervalMillis(250)
				.setConsumer(new ConsoleProgressBarConsumer(out))
				.build();
		}

		@Override
		public Duration interval() {
			return Duration.ofMillis(250);
		}

		@Override
		public void show(Progress progress) {
			this.bar.setExtraMessage(String.format(Locale.ROOT, " %,d done, %,d failed, %,d/s", progress.done(),
					progress.failed(), progress.rate()));
			this.bar.stepTo(progress.bytesRead());
		}

		@Override
		public void close() {
			this.bar.close();
		}

	}

}
