package io.github.customeriospring.imports.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.imports.run.ExitCode;
import io.github.customeriospring.imports.run.Stop;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files of which people reported that other importers read them wrong, and what arrives.
 */
class FieldReportTests {

	private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

	@RegisterExtension
	static CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@TempDir
	private Path directory;

	@Test
	void headerInTitleCaseIdentifiesByEmail() throws IOException {
		String content = "Name,Email,Opted out\nJane Doe,jane@example.com,FALSE\n,blank@example.com,TRUE\n"
				+ "Old Jane,JANE@EXAMPLE.COM,FALSE\n";
		assertThat(run(content, StandardCharsets.UTF_8)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().person("blank@example.com").attributes()).containsEntry("Opted out", true);
		assertThat(identifiers()).contains("\"identifiers\":{\"email\":\"jane@example.com\"}")
			.doesNotContain("{\"id\":");
		assertThat(this.directory.toFile().list()).containsExactly("p.csv");
	}

	@Test
	void addressesInAColumnOfAnotherNameDoNotBecomeIds() throws IOException {
		String content = "Name,E-mail\nJane,jane@example.com\n";
		assertThat(run(content, StandardCharsets.UTF_8)).isEqualTo(ExitCode.USAGE);
		assertThat(run(content, StandardCharsets.UTF_8, "--identifier-column=E-mail")).isEqualTo(ExitCode.USAGE);
		assertThat(simulator().requests()).isEmpty();
		assertThat(output()).contains("--identifier-column=E-mail --identifier-type=email");
		assertThat(run(content, StandardCharsets.UTF_8, "--identifier-column=E-mail", "--identifier-type=email"))
			.isEqualTo(ExitCode.ACCEPTED);
		assertThat(identifiers()).contains("{\"email\":\"jane@example.com\"}");
	}

	@Test
	void truthValuesInAnyCaseAreTruthValues() throws IOException {
		assertThat(run("id,unsubscribed,vip\n42,TRUE,False\n", StandardCharsets.UTF_8)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().person("42").attributes()).containsEntry("unsubscribed", true)
			.containsEntry("vip", false);
	}

	@Test
	void blanksBehindCommasBelongToNoName() throws IOException {
		assertThat(run("id, email, seats, note\n42, jane@example.com, 7, \"a, b\"\n", StandardCharsets.UTF_8))
			.isEqualTo(ExitCode.ACCEPTED);
		assertThat(attributes("42")).isEqualTo(Map.of("email", "jane@example.com", "seats", 7, "note", "a, b"));
	}

	@Test
	void pointsInTimeOfProgramsAndDatabasesAreSeconds() throws IOException {
		assertThat(run(
				"id,created_at,trial_ends_at,last_seen_at\n"
						+ "1,1704164645000,2024-01-02 03:04:05,2024-01-02T03:04:05.1234567+0000\n",
				StandardCharsets.UTF_8))
			.isEqualTo(ExitCode.ACCEPTED);
		assertThat(attributes("1"))
			.isEqualTo(Map.of("created_at", 1704164645, "trial_ends_at", 1704164645, "last_seen_at", 1704164645));
		assertThat(
				run("{\"id\":\"2\",\"created_at\":\"2024-01-02T03:04:05Z\"}\n", StandardCharsets.UTF_8, "--no-resume"))
			.isEqualTo(ExitCode.ACCEPTED);
		assertThat(attributes("2")).isEqualTo(Map.of("created_at", 1704164645));
	}

	@Test
	void blanksAroundIdentifiersMakeNoNewPeople() throws IOException {
		assertThat(run("email,plan\njane@example.com\u00a0,pro\n42@example.com ,pro\n", StandardCharsets.UTF_8))
			.isEqualTo(ExitCode.ACCEPTED);
		assertThat(run("id\n42\n42 \n42\u00a0\n", StandardCharsets.UTF_8)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(simulator().people()).containsOnlyKeys("jane@example.com", "42@example.com", "42");
	}

	@Test
	void idsThatExcelRewroteFailAndCodesStayText() throws IOException {
		assertThat(run("id,phone,zip\n1.23457E+11,15551234567,0815\n1.23457E+11,15557654321,81549\n7,1555,81549\n",
				StandardCharsets.UTF_8))
			.isEqualTo(ExitCode.SOME_FAILED);
		assertThat(simulator().people()).containsOnlyKeys("7");
		assertThat(attributes("7")).isEqualTo(Map.of("phone", "1555", "zip", "81549"));
		assertThat(output()).contains("a spreadsheet has shortened 2 values, such as 1.23457E+11");
	}

	@Test
	void windows1252IsReadAsAWhole() throws IOException {
		assertThat(run("id,name\n1,Ann\n2,Ren\u00e9\n3,Bob \u2013 Co\n", WINDOWS_1252)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(attributes("2")).isEqualTo(Map.of("name", "Ren\u00e9"));
		assertThat(attributes("3")).isEqualTo(Map.of("name", "Bob \u2013 Co"));
		assertThat(output()).contains("CSV, windows-1252, separated by commas");
	}

	@Test
	void separatorsAndEmptyColumnsOfSpreadsheetsAreRead() throws IOException {
		assertThat(run("id;email;plan\n1;jane@example.com;pro\n", StandardCharsets.UTF_8)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(run("sep=;\nid;plan\n2;pro\n", StandardCharsets.UTF_8)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(run("id\tplan\n3\tpro\n", StandardCharsets.UTF_16)).isEqualTo(ExitCode.ACCEPTED);
		assertThat(run("id,plan,\n4,pro,\n", StandardCharsets.UTF_8)).isEqualTo(ExitCode.ACCEPTED);
		for (String id : List.of("1", "2", "3", "4")) {
			assertThat(attributes(id)).containsEntry("plan", "pro").doesNotContainKey("");
		}
	}

	private ExitCode run(String content, Charset charset, String... options) throws IOException {
		Path file = Files.write(this.directory.resolve("p.csv"), content.getBytes(charset));
		List<String> args = new ArrayList<>(List.of(options));
		args.add(file.toString());
		args.add("--simulator=" + simulator().url());
		PrintStream stream = new PrintStream(this.out, true, StandardCharsets.UTF_8);
		return new ImportCommand(InputStream.nullInputStream(), stream, stream, new Stop())
			.run(args.toArray(String[]::new));
	}

	private Map<String, Object> attributes(String id) {
		return simulator().person(id).attributes();
	}

	private String identifiers() {
		return String.join("\n", simulator().requests().stream().map((request) -> request.body()).toList());
	}

	private String output() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	private static SimulatedCustomerIo simulator() {
		return customerIo.simulator();
	}

}
