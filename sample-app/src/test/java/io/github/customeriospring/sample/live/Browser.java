package io.github.customeriospring.sample.live;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A headless Chromium that is installed on this machine. Nothing is downloaded.
 */
final class Browser implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Start the browser, or skip the test where there is none.
	 */
	static Browser start() {
		File chromium = installed("chromium", "chromium-browser", "google-chrome");
		File driver = installed("chromedriver");
		assumeThat(chromium != null && driver != null)
			.as("SKIPPED: there is no chromium and chromedriver on the PATH (Debian: chromium, chromium-driver)")
			.isTrue();
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium);
		// containers run as root, and have little shared memory
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
		options.setCapability("goog:loggingPrefs", logs);
		return new Browser(new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver).usingAnyFreePort().build(), options));
	}

	private static File installed(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((folder) -> new File(folder, name)))
			.filter(File::canExecute)
			.findFirst()
			.orElse(null);
	}

	Browser resize(int width, int height, boolean phone) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
		return this;
	}

	Browser prefer(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", feature, "value", value))));
		return this;
	}

	/** Open a page and wait until it shows something. */
	Browser open(String url) {
		this.driver.get(url);
		await("the page to be connected",
				() -> text("status").length() > 0 && !text("status").startsWith("Connecting"));
		return this;
	}

	WebElement element(String id) {
		return this.driver.findElement(By.id(id));
	}

	WebElement find(String css) {
		return this.driver.findElement(By.cssSelector(css));
	}

	String text(String id) {
		return element(id).getText();
	}

	/** The number that an element shows, zero if it shows none. */
	int number(String id) {
		String digits = text(id).replaceAll("\\D", "");
		return digits.isEmpty() ? 0 : Integer.parseInt(digits);
	}

	/** The number in a column of a row, from 1. */
	int number(String row, int column) {
		return Integer
			.parseInt(find("#" + row + " td:nth-of-type(" + column + ")").getText().replace(",", "").replace("–", "0"));
	}

	void fill(String id, int value) {
		element(id).clear();
		element(id).sendKeys(Integer.toString(value));
	}

	/** Press keys where the focus is. */
	void type(CharSequence keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	Object run(String script) {
		return this.driver.executeScript(script);
	}

	/** Run code with a module of the page. */
	Object runWith(String module, String code) {
		return this.driver.executeAsyncScript("const done = arguments[0]; import('/page/" + module
				+ "').then((module) => { " + code + " }).then(done, (ex) => done(String(ex)));");
	}

	void await(String what, BooleanSupplier condition) {
		new WebDriverWait(this.driver, TIMEOUT, Duration.ofMillis(100)).withMessage("waiting for " + what)
			.until((driver) -> condition.getAsBoolean());
	}

	/** What the page wrote to the console, and what its policy kept it from. */
	void assertNoComplaints() {
		assertThat(this.driver.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::toString).isEmpty();
	}

	/** Charts follow a new width a moment later. */
	void awaitNoHorizontalScrolling() {
		await("no horizontal scrolling",
				() -> run("return document.documentElement.scrollWidth - window.innerWidth").equals(0L));
	}

	void screenshot(Path file) throws IOException {
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
