package io.github.customeriospring.simulator.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.contract.Contract.Body;
import io.github.customeriospring.simulator.contract.Contract.Operation;
import io.github.customeriospring.simulator.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the simulator keeps the {@link Contract}.
 */
class ContractTests {

	private static final Contract CONTRACT = Contract.read();

	private static final Map<String, String> NAMES = Map.of("{identifier}", "42", "{segment_id}", "7", "{form_id}",
			"f1", "{broadcast_id}", "12", "{device_id}", "t", "{delivery_id}", "d1");

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@MethodSource("operations")
	void simulatorAgreesWithEveryFactOfTheOperation(Operation operation) {
		List<Body> bodies = CONTRACT.bodies().stream().filter((body) -> body.operation().equals(operation)).toList();
		List<String> disagreements = new ArrayList<>();
		for (Body body : bodies) {
			int status = send(operation.method(), operation.path(), body.json());
			if ((status < 300) != body.valid() || List.of(401, 404, 429, 500).contains(status)) {
				disagreements.add("%d for %s".formatted(status, body));
			}
		}
		assertThat(bodies).isNotEmpty();
		assertThat(disagreements).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("operations")
	void simulatorTakesTheExample(Operation operation) {
		String body = new String(Json.bytes(operation.example()), StandardCharsets.UTF_8);
		assertThat(send(operation.method(), operation.path(), body)).isBetween(200, 299);
	}

	@ParameterizedTest
	@MethodSource("paths")
	void simulatorServesThePath(String path) {
		String[] parts = path.split(" ");
		ApiTester.Answer answer = call(parts[0], parts[1], "{}");
		assertThat(answer.body()).doesNotStartWith("<!DOCTYPE html>");
	}

	@Test
	void contractBreaksEachRuleAloneInHundredsOfBodies() {
		assertThat(CONTRACT.bodies()).filteredOn(Body::valid).hasSizeGreaterThan(200);
		assertThat(CONTRACT.bodies()).filteredOn((body) -> !body.valid()).hasSizeGreaterThan(200);
	}

	@Test
	void factsNameADatedSource() {
		assertThat(CONTRACT.operations()).flatExtracting(Operation::facts)
			.allSatisfy((fact) -> assertThat(CONTRACT.sources()).containsKey(fact.source()));
		assertThat(CONTRACT.sources().values())
			.allSatisfy((source) -> assertThat(source.date()).matches("\\d{4}-\\d{2}-\\d{2}"));
	}

	static List<Operation> operations() {
		return CONTRACT.operations();
	}

	static List<String> paths() {
		return CONTRACT.paths();
	}

	private int send(String method, String path, String body) {
		return call(method, path, body).status();
	}

	private ApiTester.Answer call(String method, String path, String body) {
		this.api.workspace.reset();
		this.api.fixtures.segment(7, "VIP");
		String concrete = path;
		for (Map.Entry<String, String> name : NAMES.entrySet()) {
			concrete = concrete.replace(name.getKey(), name.getValue());
		}
		return this.api.call(method, concrete, body);
	}

}
