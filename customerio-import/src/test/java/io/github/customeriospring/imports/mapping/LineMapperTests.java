package io.github.customeriospring.imports.mapping;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.github.f4b6a3.ulid.Ulid;
import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LineMapperTests {

	@ParameterizedTest
	@CsvSource({ "id, 7", "email, a@example.com", "cio_id, c7", "phone, +15551234567" })
	void toOperationWhenNoColumnIsNamedTakesTheFirstIdentifier(String column, String value) throws IOException {
		JsonNode json = one(Mapping.DEFAULT, column + ",plan\n" + value + ",pro\n");
		assertThat(json.at("/identifiers/" + column).asString()).isEqualTo(value);
		assertThat(json.at("/attributes")).isEqualTo(JsonMapper.shared().readTree("{\"plan\":\"pro\"}"));
	}

	@Test
	void toOperationWhenThereAreSeveralIdentifiersMakesTheOthersAttributes() throws IOException {
		JsonNode json = one(Mapping.DEFAULT, "email,id\na@example.com,7\n");
		assertThat(json.at("/identifiers").toString()).isEqualTo("{\"id\":\"7\"}");
		assertThat(json.at("/attributes").toString()).isEqualTo("{\"email\":\"a@example.com\"}");
	}

	@Test
	void toOperationWhenColumnsAreMappedFollowsTheOptions() throws IOException {
		Mapping mapping = new Mapping(null, null, null, null, "Mail", "email", Set.of("plan", "N"),
				Map.of("n", "seats"), Map.of(), Set.of(), false, false, ZoneOffset.UTC);
		JsonNode json = one(mapping, "mail,plan,n,other\na@example.com,pro,3,x\n");
		assertThat(json.at("/identifiers").toString()).isEqualTo("{\"email\":\"a@example.com\"}");
		assertThat(json.at("/attributes").toString()).isEqualTo("{\"plan\":\"pro\",\"seats\":3}");
	}

	@Test
	void toOperationWhenThereIsATimestampColumnSetsTheTimestamp() throws IOException {
		Mapping mapping = Sources.events(null, "seen");
		JsonNode json = one(mapping, "id,seen\n1,2024-01-02T03:04:05Z\n");
		assertThat(json.at("/timestamp").asLong()).isEqualTo(1704164645L);
		assertThat(json.at("/attributes")).isEmpty();
		assertThat(one(mapping, "id,seen\n1,1704164645\n").at("/timestamp").asLong()).isEqualTo(1704164645L);
	}

	@Test
	void toOperationWhenJsonKeepsTypesAndDigits() throws IOException {
		TrackOperation operation = Sources
			.operations(Mapping.DEFAULT,
					"{\"id\":7,\"a\":\"1\",\"b\":12345678901234567890,\"c\":{\"d\":[0.12345678901234567890,null]},"
							+ "\"e\":null,\"_f\":1}\n")
			.get(0);
		assertThat(operation.toJson()).contains("\"identifiers\":{\"id\":\"7\"}")
			.contains(
					"\"attributes\":{\"a\":\"1\",\"b\":12345678901234567890," + "\"c\":{\"d\":[0.1234567890123456789");
	}

	@Test
	void toOperationWhenEventDerivesTheIdFromTheLine() throws IOException {
		String file = "id,at,price\n1,2024-01-02T03:04:05Z,9\n1,2024-01-02T03:04:05Z,9\n";
		List<String> ids = ids(Sources.events("bought", "at"), file);
		assertThat(ids).doesNotHaveDuplicates().isEqualTo(ids(Sources.events("bought", "at"), file));
		assertThat(ids).allSatisfy((id) -> assertThat(Ulid.getInstant(id)).isEqualTo("2024-01-02T03:04:05Z"));
		assertThat(ids(Sources.events("bought", null), file)).isNotEqualTo(ids)
			.allSatisfy((id) -> assertThat(Ulid.getInstant(id)).isEqualTo(Sources.START));
	}

	@Test
	void toOperationWhenEventNameAndIdAreColumnsTakesThem() throws IOException {
		Mapping mapping = Sources.events(null, "what", "key");
		String ulid = Ulid.fast().toString();
		JsonNode json = one(mapping, "id,what,key,price\n1,bought," + ulid + ",9\n");
		assertThat(json.at("/name").asString()).isEqualTo("bought");
		assertThat(json.at("/id").asString()).isEqualTo(ulid);
		assertThat(json.at("/attributes").toString()).isEqualTo("{\"price\":9}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "`id,email\n,a@b.c`|the line has no identifier",
					"`phone\n5551234567`|'phone' must be in E.164 format, such as +15551234567",
					"`id,x\n1,{long}`|'attributes.x' must have at most 1000 bytes of UTF-8, has 1001" })
	void toOperationWhenLineIsWrongSaysWhy(String file, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> one(Mapping.DEFAULT, file.replace("{long}", "x".repeat(1001))))
			.withMessage(message);
	}

	@Test
	void toOperationWhenTimestampOrIdIsWrongSaysWhy() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> one(Sources.events("bought", "at"), "id,at\n1,yesterday\n"))
			.withMessageContaining("'at' is no point in time in this line");
		Mapping mapping = Sources.events("bought", null, "key");
		assertThatIllegalArgumentException().isThrownBy(() -> one(mapping, "id,key\n1,x\n"))
			.withMessageContaining("ULID");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"id\":1,\"id\":2}|the line is not JSON", "{\"id\":1} x|the line is not JSON",
					"{\"id\":{}}|'id' is neither a text nor a number", "{\"a\":1}|the line has no identifier" })
	void toOperationWhenJsonIsWrongSaysWhy(String line, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Sources.operations(Mapping.DEFAULT, line + "\n{\"id\":1}"))
			.withMessageContaining(message);
	}

	@Test
	void failedLineWhenImportedAgainIsTheSameOperation() throws IOException {
		Mapping mapping = Sources.events("bought", "at");
		String file = "id,at,price,vip\n1,2024-01-02T03:04:05Z,9.5,true\n";
		TrackOperation operation = Sources.operations(mapping, file).get(0);
		SourceLine line = Sources.lines(mapping, file).get(0);
		String failed = new String(FailedLines.toJson(line, operation, "refused"));
		assertThat(failed).startsWith("{\"_line\":2,\"_error\":\"refused\",\"_event_id\":");
		assertThat(Sources.operations(mapping, failed)).containsExactly(operation);
	}

	@Test
	void failedLineWhenUnreadableKeepsTheText() throws IOException {
		SourceLine line = Sources.csv("id\n1,2\n").get(0);
		assertThat(new String(FailedLines.toJson(line, null, "wrong"))).startsWith("{\"_line\":2,\"_error\":\"wrong\",")
			.endsWith("\"_raw\":\"1,2\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false,
			value = { "id|42 ", "id| 42\u00a0", "id|\u200b42\ufeff" })
	void toOperationWhenIdentifierHasBlanksAroundStripsThem(String column, String value) throws IOException {
		assertThat(one(Mapping.DEFAULT, column + ",plan\n" + value + ",pro\n").at("/identifiers").toString())
			.isEqualTo("{\"id\":\"42\"}");
	}

	@Test
	void toOperationWhenEmailIsAnAttributeStripsIt() throws IOException {
		assertThat(one(Mapping.DEFAULT, "id,Email\n1,jane@example.com\u00a0\n").at("/attributes").toString())
			.isEqualTo("{\"email\":\"jane@example.com\"}");
	}

	@Test
	void toOperationWhenCioIdHasItsPrefixTakesItOff() throws IOException {
		assertThat(one(Mapping.DEFAULT, "cio_id\ncio_a1b2\n").at("/identifiers").toString())
			.isEqualTo("{\"cio_id\":\"a1b2\"}");
	}

	@Test
	void toOperationWhenAskedToWritesAddressesInSmallLetters() throws IOException {
		Mapping lower = new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Map.of(), Set.of(), false,
				true, ZoneOffset.UTC);
		String file = "email\nJANE@EXAMPLE.COM\n";
		assertThat(one(lower, file).at("/identifiers/email").asString()).isEqualTo("jane@example.com");
		assertThat(one(Mapping.DEFAULT, file).at("/identifiers/email").asString()).isEqualTo("JANE@EXAMPLE.COM");
	}

	@Test
	void toOperationWhenIdWasShortenedFailsUnlessItIsText() throws IOException {
		String file = "id,plan\n1.23457E+11,pro\n";
		assertThatIllegalArgumentException().isThrownBy(() -> one(Mapping.DEFAULT, file))
			.withMessage("'id' is a number that a spreadsheet has shortened; --strings=id takes it as it is");
		assertThat(one(Sources.types(Map.of("id", "text")), file).at("/identifiers/id").asString())
			.isEqualTo("1.23457E+11");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "`{\"id\":1,\"created_at\":\"2024-01-02T03:04:05Z\"}`|1704164645",
					"`{\"id\":1,\"created_at\":1704164645000}`|1704164645",
					"`{\"id\":1,\"created_at\":1704164645}`|1704164645" })
	void toOperationWhenJsonHasPointsInTimeMakesThemSeconds(String line, long expected) throws IOException {
		assertThat(one(Mapping.DEFAULT, line).at("/attributes/created_at").asLong()).isEqualTo(expected);
	}

	private static JsonNode one(Mapping mapping, String csv) throws IOException {
		return json(Sources.operations(mapping, csv).get(0));
	}

	private static List<String> ids(Mapping mapping, String csv) throws IOException {
		return Sources.operations(mapping, csv)
			.stream()
			.map((operation) -> json(operation).path("id").asString())
			.toList();
	}

	private static JsonNode json(TrackOperation operation) {
		return JsonMapper.shared().readTree(operation.toJson());
	}

}
