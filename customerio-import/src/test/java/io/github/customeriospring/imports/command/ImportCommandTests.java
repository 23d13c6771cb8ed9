package io.github.customeriospring.imports.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpServer;
import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.PeopleFile;
import io.github.customeriospring.imports.run.Stop;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

class ImportCommandTests {

	@RegisterExtension
	static CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@TempDir
	private Path directory;

	@Test
	void csvIsImported() throws IOException {
		Path file = file("people.csv", "id,plan,seats\n1,pro,3\n2,\"a, b\",4\n");
		assertThat(run(file.toString())).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().people()).containsOnlyKeys("1", "2");
		assertThat(simulator().person("2").attributes()).containsEntry("plan", "a, b");
		assertThat(output()).contains("2 lines: 2 accepted, 0 failed").contains("1 requests");
		assertThat(this.directory.toFile().list()).containsExactly("people.csv");
	}

	@Test
	void compressedJsonLinesAreImported() throws IOException {
		Path file = this.directory.resolve("people.jsonl.gz");
		try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
			gzip.write("{\"id\":1,\"tags\":[\"a\"]}\n\n{\"email\":\"a@example.com\"}".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(run(file.toString())).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().people()).containsOnlyKeys("1", "a@example.com");
	}

	@Test
	void standardInputIsImported() {
		InputStream in = new ByteArrayInputStream("id,plan\n1,pro\n".getBytes(StandardCharsets.UTF_8));
		assertThat(run(in, "-", "--format=csv", "--failed=" + this.directory.resolve("failed")))
			.isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().people()).containsOnlyKeys("1");
	}

	@Test
	void eventsWhenImportedTwiceArriveOnce() throws IOException {
		Path file = file("events.csv", "id,at,price\n1,2024-01-02T03:04:05Z,9\n1,2024-01-02T03:04:05Z,9\n");
		String[] args = { file.toString(), "--event=bought", "--timestamp-column=at" };
		assertThat(run(args)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(run(args)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().operations()).isEqualTo(4);
		assertThat(simulator().events()).hasSize(2).extracting(SimulatedEvent::name).containsOnly("bought");
		assertThat(simulator().duplicateEvents()).isEqualTo(2);
	}

	@Test
	void brokenLinesAreReportedAndCanBeImportedAgain() throws IOException {
		Path file = file("people.csv", "id,plan\n1,pro\n,free\n3\n4,pro\n5," + "x".repeat(1001) + "\n6,pro\n");
		assertThat(run(file.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(simulator().people()).containsOnlyKeys("1", "4", "6");
		assertThat(output()).contains("line 3: the line has no identifier")
			.contains("line 4: the line has 1 values, the header has 2")
			.contains("line 6: 'attributes.plan' must have at most 1000 bytes")
			.contains("6 lines: 3 accepted, 3 failed");
		Path failed = this.directory.resolve("people.csv.failed.jsonl");
		List<String> lines = new ArrayList<>(Files.readAllLines(failed));
		assertThat(lines).hasSize(3).allMatch((line) -> line.contains("\"_error\":"));
		lines.replaceAll((line) -> line.replace("\"id\":\"\"", "\"id\":\"2\"").replace("x".repeat(1001), "short"));
		Files.write(failed, lines);
		assertThat(run(failed.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(simulator().people()).containsOnlyKeys("1", "2", "4", "5", "6");
		assertThat(simulator().person("2").attributes()).containsEntry("plan", "free").doesNotContainKey("_error");
	}

	@Test
	void linesThatCustomerIoRefusesAreReported() throws IOException {
		simulator().faults().next(1, Fault.status(400));
		Path file = file("people.csv", "id,plan\n1,pro\n");
		assertThat(run(file.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(this.directory.resolve("people.csv.failed.jsonl")).content()
			.contains("\"id\":\"1\",\"plan\":\"pro\"");
	}

	@Test
	void runWhenCompleteBeforeSendsNothing() throws IOException {
		Path file = file("people.csv", "id,plan\n1,pro\n2\n");
		assertThat(run(file.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(run(file.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(output()).contains("Everything was imported before: 2 lines, 1 of them failed");
		assertThat(simulator().operations()).isEqualTo(1);
		assertThat(run(file.toString(), "--no-resume")).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(simulator().operations()).isEqualTo(2);
	}

	@Test
	void dryRunSendsAndWritesNothing() throws IOException {
		Path file = file("people.csv", "id,plan\n1,pro\n,free\n");
		assertThat(run(file.toString(), "--dry-run")).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(output()).contains("line 3: the line has no identifier")
			.contains("2 lines: 1 could be sent")
			.contains("column  sent as           type  empty  odd  examples")
			.contains("plan    plan              text  0      0    pro | free")
			.contains("The import would make 1 requests");
		assertThat(simulator().requests()).isEmpty();
		assertThat(this.directory.toFile().list()).containsExactly("people.csv");
	}

	@Test
	void runWhenCredentialsAreRefusedStopsAndCanBeResumed() throws IOException {
		Path file = PeopleFile.write(this.directory.resolve("people.csv"), 30_000);
		simulator().faults().next(1000, Fault.status(401));
		assertThat(run(file.toString())).isEqualTo(ExitCode.STOPPED);
		assertThat(output()).contains("Stopped. Customer.io refuses the credentials");
		assertThat(simulator().requests()).hasSizeLessThan(10);
		assertThat(this.directory.resolve("people.csv.failed.jsonl")).doesNotExist();
		simulator().faults().clear();
		assertThat(run(file.toString())).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().operations()).isEqualTo(30_000);
	}

	@Test
	void runWhenRequestedToStopFinishesWhatIsUnderWayAndCanBeResumed() throws IOException {
		Path file = PeopleFile.write(this.directory.resolve("people.csv"), 100);
		Stop stop = new Stop();
		stop.request();
		assertThat(command(InputStream.nullInputStream(), stop).run(arguments(file.toString())))
			.isEqualTo(ExitCode.INTERRUPTED);
		assertThat(run(file.toString())).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().operations()).isEqualTo(100);
	}

	@Test
	void rateSlowsDown() throws IOException {
		Path file = PeopleFile.write(this.directory.resolve("people.csv"), 6);
		long start = System.nanoTime();
		assertThat(run(file.toString(), "--rate=10", "--customerio.bulk.batch-size=1")).isEqualTo(ExitCode.ACCEPTED);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
		assertThat(output()).contains("6 requests").doesNotContain(" 0 % of the time");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void runWithoutCredentialsSaysWhichToSet(CapturedOutput log) throws IOException {
		Path file = file("people.csv", "id,plan\n1,pro\n");
		assertThat(command(InputStream.nullInputStream(), new Stop()).run(file.toString())).isEqualTo(ExitCode.STOPPED);
		assertThat(output()).contains("Stopped: No Customer.io credentials are set");
		assertThat(log).contains("Set customerio.site-id and customerio.api-key");
		assertThat(this.directory.toFile().list()).containsExactly("people.csv");
	}

	@Test
	void wrongUsageAndUnreadableFilesHaveTheirExitCodes() throws IOException {
		Path file = file("people.csv", "id,id\n1,pro\n");
		assertThat(run("--help")).isEqualTo(ExitCode.ACCEPTED);
		assertThat(run()).isEqualTo(ExitCode.USAGE);
		assertThat(run(file.toString(), "--no-such")).isEqualTo(ExitCode.USAGE);
		assertThat(run(file.toString())).isEqualTo(ExitCode.STOPPED);
		assertThat(run(file("names.csv", "name\nx\n").toString())).isEqualTo(ExitCode.USAGE);
		assertThat(run(this.directory.resolve("none.csv").toString())).isEqualTo(ExitCode.STOPPED);
		assertThat(run(file("broken.csv.gz", "\u001f\u008b\u0008 and no more").toString())).isEqualTo(ExitCode.STOPPED);
		assertThat(output()).contains("Exit code: 0 all accepted")
			.contains("Which file?")
			.contains("--no-such: unknown option")
			.contains("The header has the column 'id' twice")
			.contains("--identifier-column")
			.contains("There is no file");
		assertThat(ExitCode.values()).extracting(ExitCode::value).containsExactly(0, 1, 2, 3, 130);
	}

	@Test
	void severalFilesAndFoldersAreImportedEachWithItsOwnJournal() throws IOException {
		Path folder = Files.createDirectory(this.directory.resolve("folder"));
		Files.writeString(folder.resolve("a.CSV"), "id;plan\n1;pro\n");
		Files.writeString(folder.resolve("b.jsonl"), "{\"id\":2}\n{\"plan\":\"x\"}\n");
		Files.writeString(folder.resolve("notes.md"), "not imported");
		Path file = file("c.tsv", "id\tplan\n3\tpro\n");
		assertThat(run(file.toString(), folder.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(simulator().people()).containsOnlyKeys("1", "2", "3");
		assertThat(folder.resolve("b.jsonl.failed.jsonl")).content().contains("the line has no identifier");
		assertThat(run(file.toString(), folder.toString())).isEqualTo(ExitCode.SOME_FAILED);
		assertThat(output()).contains("Everything was imported before: 2 lines, 1 of them failed");
	}

	@Test
	void severalFilesWhenOneCannotBeReadSendNothing() throws IOException {
		Path good = file("good.csv", "id,plan\n1,pro\n");
		Path bad = file("bad.csv", "Mail,plan\na@example.com,pro\n");
		assertThat(run(good.toString(), bad.toString())).isEqualTo(ExitCode.USAGE);
		assertThat(output()).contains("bad.csv: No column is called id").contains("--identifier-type=email");
		assertThat(simulator().requests()).isEmpty();
	}

	@Test
	void severalFilesWhenAColumnHasAnotherTypeAreToldApart() throws IOException {
		Path one = file("one.csv", "id,seats\n1,3\n");
		Path other = file("other.csv", "id,seats\n2,many\n");
		assertThat(run(one.toString(), other.toString())).isEqualTo(ExitCode.ACCEPTED);
		assertThat(output()).contains("! 'seats' is number in " + one).contains("--types=seats:TYPE");
	}

	@Test
	void downloadIsImportedAndAMissingOneStops() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/people.csv", (exchange) -> {
			byte[] body = "id,plan\n1,pro\n2,\n".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		try {
			String url = "http://localhost:" + server.getAddress().getPort();
			String failed = "--failed=" + this.directory.resolve("failed");
			String checkpoint = "--checkpoint=" + this.directory.resolve("checkpoint");
			assertThat(run(url + "/people.csv", failed, checkpoint)).isEqualTo(ExitCode.ACCEPTED);
			assertThat(simulator().people()).containsOnlyKeys("1", "2");
			assertThat(run(url + "/none.csv", failed, checkpoint)).isEqualTo(ExitCode.STOPPED);
			assertThat(output()).contains("localhost answers with status 404");
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void sameFileAsInputAndJournalIsRefused() throws IOException {
		Path file = file("a.csv", "id\n1\n");
		for (String args : List.of("--failed=" + file, "--checkpoint=" + file,
				"--checkpoint=" + file + ".x --failed=" + file + ".x")) {
			List<String> all = new ArrayList<>(List.of(args.split(" ")));
			all.add(file.toString());
			assertThat(run(all.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
		}
		assertThat(output()).contains("The file to import, --failed and --checkpoint must be three files");
		assertThat(file).hasContent("id\n1");
	}

	@Test
	void workbookAndArrayAndUnknownEncodingAreRefusedBeforeTheFirstRequest() throws IOException {
		assertThat(run(file("people.xlsx", "PK\u0003\u0004...").toString())).isEqualTo(ExitCode.STOPPED);
		assertThat(run(file("people.json", "[{\"id\":1}]").toString())).isEqualTo(ExitCode.STOPPED);
		// Cyrillic in windows-1251
		assertThat(run(file("people.csv", "id,name\n1,\u00c0\u00ed\u00ed\u00e0\n").toString()))
			.isEqualTo(ExitCode.USAGE);
		assertThat(output()).contains("Excel workbook")
			.contains("JSON array")
			.contains("say what it is with --encoding=NAME");
		assertThat(simulator().requests()).isEmpty();
	}

	private ExitCode run(String... args) {
		return run(InputStream.nullInputStream(), args);
	}

	private ExitCode run(InputStream in, String... args) {
		return command(in, new Stop()).run(arguments(args));
	}

	private ImportCommand command(InputStream in, Stop stop) {
		PrintStream stream = new PrintStream(this.out, true, StandardCharsets.UTF_8);
		return new ImportCommand(in, stream, stream, stop);
	}

	private String[] arguments(String... args) {
		List<String> arguments = new ArrayList<>(List.of(args));
		arguments.add("--simulator=" + simulator().url());
		return arguments.toArray(String[]::new);
	}

	private Path file(String name, String content) throws IOException {
		return Files.writeString(this.directory.resolve(name), content, StandardCharsets.ISO_8859_1);
	}

	private String output() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	private static SimulatedCustomerIo simulator() {
		return customerIo.simulator();
	}

}
