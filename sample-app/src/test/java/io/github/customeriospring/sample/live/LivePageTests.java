package io.github.customeriospring.sample.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser. With {@code -Dscreenshots=<folder>} it also writes those of
 * the documentation.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.people=0", "logging.level.org.openqa.selenium=error" })
class LivePageTests {

	@LocalServerPort
	private int port;

	@Autowired
	private WaitingLines lines;

	@Autowired
	private CustomerIoQueue queue;

	private Browser browser;

	@BeforeEach
	void open(@Autowired SimulatedCustomerIo customerIo) {
		customerIo.reset();
		this.browser = Browser.start().resize(1280, 900, false).open("http://localhost:" + this.port);
	}

	@AfterEach
	void close() {
		this.lines.forEach(QuotaControl::resume);
		this.queue.resume();
		if (this.browser != null) {
			this.browser.assertNoComplaints();
			this.browser.close();
		}
	}

	@Test
	void numbersMoveWhenABurstIsSent() {
		assertThat(this.browser.text("status")).startsWith("Nothing to send. The limit is 100 per second");
		burst(400);
		this.browser.await("calls that wait", () -> this.browser.number("waiting") > 0);
		this.browser.await("the words of it",
				() -> this.browser.text("status").matches("Sending .* waiting, about .* left"));
		this.browser.await("a rate", () -> this.browser.number("rate") > 50);
		this.browser.await("all to be accepted", () -> this.browser.number("ours", 2) == 400);
		assertThat(this.browser.number("ours", 4)).as("lost").isZero();
		this.browser.await("words in place of the chart",
				() -> this.browser.element("chart-rate").getAttribute("aria-label").contains("the limit is 100"));
		assertThat(pixels("chart-rate")).as("something is drawn").isGreaterThan(500);
	}

	@Test
	void nothingIsSentWhilePausedAndAllAfterwards() {
		this.browser.element("pause-track").click();
		this.browser.await("the pause", () -> this.browser.text("status").startsWith("Paused by hand"));
		burst(30);
		this.browser.await("calls that wait", () -> this.browser.number("waiting") == 30);
		assertThat(this.browser.number("ours", 2)).isZero();
		assertThat(this.browser.text("pause-track")).isEqualTo("Resume Track");
		this.browser.element("pause-track").click();
		this.browser.await("all to be accepted", () -> this.browser.number("ours", 2) == 30);
		assertThat(this.browser.text("pause-track")).isEqualTo("Pause Track");
	}

	@Test
	void queueFillsWhilePausedAndEmptiesInBatches() {
		this.browser.element("pause-queue").click();
		this.browser.await("the pause", () -> this.browser.text("queued-note").equals("paused by hand"));
		this.browser.element("count").sendKeys(Keys.ENTER);
		this.browser.await("queued events", () -> this.browser.number("queued") == 10_000);
		this.browser.element("pause-queue").click();
		this.browser.await("an empty queue", () -> this.browser.text("queued").equals("0"));
		this.browser.await("a batch", () -> this.browser.number("batch") > 100);
	}

	@Test
	void fixedWindowIsShownBesideWhenCompared() {
		assertThat(this.browser.element("chart-rival").isDisplayed()).isFalse();
		this.browser.element("compare").click();
		assertThat(this.browser.element("chart-rival").isDisplayed()).isTrue();
		burst(150);
		this.browser.await("both to be done", () -> this.browser.number("ours", 2) == 150
				&& this.browser.number("theirs", 2) + this.browser.number("theirs", 4) == 150);
	}

	@Test
	void troubleIsShownAndEveryCallSurvivesIt() {
		this.browser.find("[data-trouble=FAIL]").click();
		this.browser.await("the trouble", () -> this.browser.find("[data-trouble=FAIL]").getText().contains("s left"));
		burst(150);
		this.browser.await("retries", () -> this.browser.number("retries") > 0);
		this.browser.await("all to be accepted", () -> this.browser.number("ours", 2) == 150);
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, 390, 768, 1280 })
	void pageFitsWhenTheScreenIs(int width) {
		this.browser.resize(width, 844, width < 700);
		this.browser.awaitNoHorizontalScrolling();
		this.browser.element("compare").click();
		this.browser.awaitNoHorizontalScrolling();
		assertThat(this.browser.element("status").isDisplayed()).isTrue();
	}

	@Test
	void everythingIsReachedWithTheKeyboard() {
		int controls = ((Long) this.browser.run("return document.querySelectorAll('button, input').length")).intValue();
		for (int i = 0; i < controls; i++) {
			this.browser.type(Keys.TAB);
			this.browser
				.run("document.activeElement.dataset.reached = getComputedStyle(document.activeElement).outlineStyle");
		}
		assertThat(this.browser.run("return document.querySelectorAll('[data-reached=solid]').length"))
			.isEqualTo((long) controls);
	}

	@Test
	@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
	void screenshotsUnderLoad() throws IOException {
		Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
		this.browser.element("compare").click();
		burst(4_000);
		this.browser.await("the line to be long", () -> this.browser.number("ours", 2) > 700);
		this.browser.element("pause-queue").click();
		this.browser.find("#events button").click();
		this.browser.await("a while", () -> this.browser.number("ours", 2) > 1_100);
		this.browser.element("pause-queue").click();
		this.browser.await("a while", () -> this.browser.number("ours", 2) > 1_500);
		this.browser.find("[data-trouble=FAIL]").click();
		this.browser.await("a while", () -> this.browser.number("ours", 2) > 3_100);
		this.browser.find("#events button").click();
		this.browser.await("a while", () -> this.browser.number("ours", 2) > 3_400);
		this.browser.run("document.activeElement.blur()");
		this.browser.screenshot(folder.resolve("live-page.png"));
		this.browser.prefer("prefers-color-scheme", "dark");
		this.browser.await("a while", () -> this.browser.number("ours", 2) > 3_450);
		this.browser.screenshot(folder.resolve("live-page-dark.png"));
		this.browser.resize(390, 844, true).prefer("prefers-color-scheme", "light");
		this.browser.element("compare").click();
		this.browser.await("a while", () -> this.browser.number("ours", 2) > 3_600);
		this.browser.run("window.scrollTo(0, 0)");
		this.browser.screenshot(folder.resolve("live-page-phone.png"));
		this.browser.await("the end", () -> this.browser.number("ours", 2) == 4_000);
	}

	private void burst(int calls) {
		this.browser.fill("calls", calls);
		this.browser.find("#burst button").click();
	}

	/** How many pixels of a chart are not empty. */
	private int pixels(String chart) {
		return ((Long) this.browser.run("const canvas = document.getElementById('" + chart + "');"
				+ "const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
				+ "return data.filter((value, i) => i % 4 === 3 && value > 0).length"))
			.intValue();
	}

}
