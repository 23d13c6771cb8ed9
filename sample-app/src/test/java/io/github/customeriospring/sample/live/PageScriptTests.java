package io.github.customeriospring.sample.live;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The parts of the page's script that calculate, in a real browser.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.people=0", "logging.level.org.openqa.selenium=error" })
class PageScriptTests {

	/** Read by screen readers only. */
	private static final String ANNOUNCED = "return document.getElementById('announcer').textContent";

	private Browser browser;

	@BeforeEach
	void open(@LocalServerPort int port) {
		this.browser = Browser.start().open("http://localhost:" + port);
	}

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void historyWhenOpenForAnHourKeepsAMinute() {
		assertThat(this.browser.runWith("history.js",
				"""
						const history = new module.History();
						for (let i = 0; i < 7200; i++) {
						  const track = { throttled: 3 * i };
						  history.add({ millis: 500 * i, quotas: { track }, batches: i, operations: 10 * i, retries: 0 });
						}
						const series = history.series((point) => point.throttledPerSecond);
						return [history.points.length, series[0].x, series.at(-1).x, series[0].y, history.latest((point) => point.batchSize)];
						"""))
			.isEqualTo(List.of(121L, -60L, 0L, 6L, 10L));
	}

	@Test
	void historyWhenTheApplicationStartsAnewBeginsAnew() {
		assertThat(this.browser.runWith("history.js",
				"""
						const history = new module.History();
						for (const millis of [10_000, 10_500, 200, 700]) {
						  history.add({ millis, quotas: { track: { throttled: millis } }, batches: 0, operations: 0, retries: 0 });
						}
						return history.points.map((point) => point.throttled);
						"""))
			.isEqualTo(List.of(0L, 500L));
	}

	@Test
	void historyWhenThePageSleptBeginsAnew() {
		assertThat(this.browser.runWith("history.js",
				"""
						const history = new module.History();
						for (const millis of [0, 500, 60_501]) {
						  history.add({ millis, quotas: { track: { throttled: millis } }, batches: 0, operations: 0, retries: 0 });
						}
						return history.points.map((point) => point.throttled);
						"""))
			.isEqualTo(List.of(0L));
	}

	@Test
	void historyTellsWhatChangedAndKeepsTheLastBatch() {
		assertThat(this.browser.runWith("history.js",
				"""
						const history = new module.History();
						[[0, 0, 7, 5], [2, 20, 9, 6], [2, 20, 9, 0]].forEach(([batches, operations, retries, throttled], i) => {
						  history.add({ millis: 500 * i, quotas: { track: { throttled: 0 } }, batches, operations, retries,
						    simulation: { fixedWindow: { throttled } } });
						});
						return [history.points.map((point) => point.retries), history.points.map((point) => point.retriesPerSecond),
						  history.points.map((point) => point.fixedWindowThrottledPerSecond),
						  history.points.at(-1).batchSize, history.latest((point) => point.batchSize)];
						"""))
			.isEqualTo(Arrays.asList(List.of(0L, 2L, 0L), List.of(0L, 4L, 0L), List.of(0L, 2L, 0L), null, 10L));
	}

	@Test
	void refusedActionIsExplainedAndItsButtonWorksAgain() {
		this.browser.run("document.getElementById('calls').max = 9000");
		this.browser.fill("calls", 6_000);
		this.browser.find("#burst button").click();
		this.browser.await("the reason",
				() -> this.browser.text("error").equals("Not done: 'calls' must be between 1 and 5000, was 6000"));
		assertThat(this.browser.find("#burst button").isEnabled()).isTrue();
		this.browser.find("[data-trouble=JITTER]").click();
		this.browser.await("a word of the next action",
				() -> this.browser.run(ANNOUNCED).equals("Slow network: started."));
		assertThat(this.browser.text("error")).as("the error of the one before").isEmpty();
	}

	@Test
	void buttonOfAnActionKeepsTheFocus() {
		// slow enough for the browser to see that the button is disabled
		this.browser.run("""
				const frame = () => new Promise(requestAnimationFrame);
				const send = window.fetch;
				window.fetch = async (...request) => {
				  await frame();
				  await frame();
				  window.focused = document.activeElement.tagName;
				  return send(...request);
				};
				""");
		this.browser.find("[data-trouble=JITTER]").sendKeys(Keys.ENTER);
		this.browser.await("the focus",
				() -> this.browser
					.run("return window.focused === 'BODY' && document.activeElement.dataset.trouble === 'JITTER'")
					.equals(true));
	}

	@Test
	void batchWhenThereWasNoneIsADash() {
		assertThat(this.browser.text("batch")).isEqualTo("–");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					perSecond: 98.2, waiting: 1234, inFlight: 9 | | sending: Sending 98 of 100 per second, 1,234 waiting, about 13 s left
					perSecond: 40, inFlight: 1 | queued: 70 | sending: Sending 40 of 100 per second, nobody waits, 70 events queued
					perSecond: 48, waiting: 9000, effectiveLimit: 50 | | sending: Sending 48 of 50 per second (lowered after 429s), 9,000 waiting, about 3 min left
					perSecond: 30, waiting: 44, effectiveLimit: 33, sharing: { state: `SHARE` } | | sending: Sending 30 of 33 per second (its share while Redis does not answer), 44 waiting, about 2 s left
					perSecond: 1000, waiting: 1, limit: 3000, effectiveLimit: 3000, windowMillis: 3000 | | sending: Sending 1,000 of 1,000 per second, 1 waiting, about 1 s left
					pauseMillis: 3210, waiting: 1 | | held: Customer.io asked for a pause: 3.2 s left, 1 call waits
					paused: true, waiting: 20, pauseMillis: 500 | queued: 3 | paused: Paused by hand: 20 calls wait, 3 events queued
					perSecond: 0 | queued: 12, paused: true | paused: The queue is paused by hand, 12 events queued
					perSecond: 0 | | idle: Nothing to send. The limit is 100 per second
					""")
	void statusSaysInWordsWhatHappens(String track, String queue, String expected) {
		assertThat(this.browser.runWith("words.js",
				"""
						const track = { limit: 100, effectiveLimit: 100, windowMillis: 1000, waiting: 0, inFlight: 0, paused: false,
						  pauseMillis: 0, perSecond: 0, %s };
						return module.status({ quotas: { track }, queue: { queued: 0, paused: false, %s } }).join(': ');
						"""
					.formatted(track, (queue != null) ? queue : "")))
			.isEqualTo(expected);
	}

}
