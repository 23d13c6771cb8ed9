package io.github.customeriospring.simulator.rules;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OperationRules}.
 */
class OperationRulesTests {

	private static final JsonMapper json = JsonMapper.builder().build();

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'person','action':'identify','identifiers':{'id':'1'}}",
			"{'type':'person','action':'identify','identifiers':{'id':1},'timestamp':1772013598}",
			"{'type':'person','action':'identify','identifiers':{'email':'a@example.com'},'attributes':{'n':null}}",
			"{'type':'person','action':'delete','identifiers':{'cio_id':'a1'}}",
			"{'type':'person','action':'event','identifiers':{'phone':'+4912345'},'name':'n','id':'01BX'}",
			"{'type':'person','action':'page','identifiers':{'id':'1'},'name':'n'}",
			"{'type':'person','action':'screen','identifiers':{'id':'1'},'name':'n','attributes':{}}",
			"{'type':'person','action':'add_device','identifiers':{'id':'1'},'device':{'token':'t','platform':'ios'}}",
			"{'type':'person','action':'delete_device','identifiers':{'id':'1'},'device':{'token':'t'}}",
			"{'type':'person','action':'add_relationships','identifiers':{'id':'1'},'cio_relationships':[]}",
			"{'type':'person','action':'merge','primary':{'id':'1'},'secondary':{'email':'a@example.com'}}",
			"{'type':'person','action':'suppress','identifiers':{'id':'1'}}",
			"{'type':'object','action':'identify','identifiers':{'object_type_id':'1','object_id':'a'}}",
			"{'type':'object','action':'delete','identifiers':{'cio_object_id':'a'}}",
			"{'type':'delivery','action':'event','identifiers':{'id':'d'},'name':'opened','attributes':{'device_token':'t'}}" })
	void checkWhenValidFindsNothing(String operation) {
		assertThat(check(operation)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "{}; required type", "{'type':'animal','action':'identify'}; invalid type",
			"{'type':'person','identifiers':{'id':'1'}}; required action",
			"{'type':'person','action':'fly','identifiers':{'id':'1'}}; invalid action",
			"{'type':'object','action':'suppress'}; invalid action",
			"{'type':'delivery','action':'delete'}; invalid action",
			"{'type':'person','action':'identify'}; required identifiers",
			"{'type':'person','action':'identify','identifiers':{}}; required identifiers",
			"{'type':'person','action':'identify','identifiers':{'id':'1','email':'a@b'}}; invalid identifiers",
			"{'type':'person','action':'identify','identifiers':{'name':'1'}}; invalid identifiers.name",
			"{'type':'person','action':'identify','identifiers':{'id':''}}; required identifiers.id",
			"{'type':'person','action':'identify','identifiers':{'id':null}}; required identifiers.id",
			"{'type':'person','action':'identify','identifiers':{'id':1.5}}; invalid identifiers.id",
			"{'type':'person','action':'identify','identifiers':{'email':'ann'}}; invalid identifiers.email",
			"{'type':'person','action':'identify','identifiers':{'id':'1'},'attributes':[]}; invalid attributes",
			"{'type':'person','action':'identify','identifiers':{'id':'1'},'timestamp':1772013598000}; invalid timestamp",
			"{'type':'person','action':'identify','identifiers':{'id':'1'},'timestamp':1772013598.5}; invalid timestamp",
			"{'type':'person','action':'identify','identifiers':{'id':'1'},'timestamp':'now'}; invalid timestamp",
			"{'type':'person','action':'event','identifiers':{'id':'1'}}; required name",
			"{'type':'person','action':'event','identifiers':{'id':'1'},'name':' '}; required name",
			"{'type':'person','action':'event','identifiers':{'id':'1'},'name':'n','id':7}; invalid id",
			"{'type':'person','action':'add_device','identifiers':{'id':'1'}}; required device",
			"{'type':'person','action':'add_device','identifiers':{'id':'1'},'device':{'platform':'ios'}}; required device.token",
			"{'type':'person','action':'add_device','identifiers':{'id':'1'},'device':{'token':'t'}}; required device.platform",
			"{'type':'person','action':'add_relationships','identifiers':{'id':'1'}}; required cio_relationships",
			"{'type':'person','action':'merge','primary':{'id':'1'}}; required secondary",
			"{'type':'person','action':'merge','primary':{'id':'1'},'secondary':{'phone':'1'}}; invalid secondary.phone",
			"{'type':'person','action':'merge','primary':{'id':'1'},'secondary':{'id':'2'},'identifiers':{'id':'1'}}; invalid identifiers",
			"{'type':'object','action':'identify','identifiers':{'object_type_id':'1'}}; required identifiers.object_id",
			"{'type':'object','action':'add_relationships','identifiers':{'cio_object_id':'a'}}; required cio_relationships",
			"{'type':'delivery','action':'event','identifiers':{'id':'d'},'name':'seen','attributes':{'device_token':'t'}}; invalid name",
			"{'type':'delivery','action':'event','name':'opened','attributes':{'device_token':'t'}}; required identifiers",
			"{'type':'person','action':'event','anonymous_id':'a','name':'n'}; required identifiers",
			"{'type':'delivery','action':'event','identifiers':{'id':'d'},'name':'opened'}; required attributes.device_token" })
	void checkWhenInvalidNamesReasonAndField(String operation, String error) {
		assertThat(check(operation)).isEqualTo(error);
	}

	@Test
	void checkWhenSeveralAreWrongNamesThemAll() {
		assertThat(check("{'type':'person','action':'event','identifiers':{},'timestamp':1}"))
			.isEqualTo("required identifiers, invalid timestamp, required name");
	}

	@Test
	void checkCountsBytesNotCharacters() {
		assertThat(check(identify("é".repeat(75)))).isEmpty();
		assertThat(check(identify("é".repeat(75) + "x"))).isEqualTo("invalid identifiers.id");
		assertThat(check(event("€".repeat(33) + "x"))).isEmpty();
		assertThat(check(event("€".repeat(33) + "xx"))).isEqualTo("invalid name");
		assertThat(check(attribute("a", "😀".repeat(250)))).isEmpty();
		assertThat(check(attribute("a", "😀".repeat(250) + "x"))).isEqualTo("invalid attributes.a");
		assertThat(check(attribute("n".repeat(150), "v"))).isEmpty();
		assertThat(check(attribute("n".repeat(151), "v"))).isEqualTo("invalid attributes");
	}

	@Test
	void checkWhenThereAreTooManyAttributesIsInvalid() {
		assertThat(check(attributes(300))).isEmpty();
		assertThat(check(attributes(301))).isEqualTo("invalid attributes");
	}

	@Test
	void checkLeavesValuesOfEventsAlone() {
		assertThat(check("{'type':'person','action':'event','identifiers':{'id':'1'},'name':'n','attributes':{'a':'"
				+ "x".repeat(5000) + "'}}"))
			.isEmpty();
	}

	private static String identify(String id) {
		return "{'type':'person','action':'identify','identifiers':{'id':'" + id + "'}}";
	}

	private static String event(String name) {
		return "{'type':'person','action':'event','identifiers':{'id':'1'},'name':'" + name + "'}";
	}

	private static String attribute(String name, String value) {
		return "{'type':'person','action':'identify','identifiers':{'id':'1'},'attributes':{'" + name + "':'" + value
				+ "'}}";
	}

	private static String attributes(int count) {
		return "{'type':'person','action':'identify','identifiers':{'id':'1'},'attributes':{"
				+ IntStream.range(0, count).mapToObj((i) -> "'a" + i + "':1").collect(Collectors.joining(",")) + "}}";
	}

	@SuppressWarnings("unchecked")
	private static String check(String operation) {
		Map<String, Object> map = json.readValue(operation.replace('\'', '"'), Map.class);
		return OperationRules.check(map, true)
			.stream()
			.map((error) -> error.reason() + " " + error.field())
			.collect(Collectors.joining(", "));
	}

}
