package io.github.customeriospring.webclient;

import java.nio.charset.StandardCharsets;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResponseErrors}, over the wire where the server can say it.
 */
class ResponseErrorsTests {

	private static final String TRACK_HINT = "Check 'customerio.site-id' and 'customerio.api-key' "
			+ "(a Track API key, not an App API key) and 'customerio.region'";

	private static final String APP_HINT = "Check 'customerio.app-api-key' (an App API key, not a Track API key) "
			+ "and 'customerio.region'";

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final CustomerIoTransport transport = TestTransports.to(this.customerIo.url());

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void appErrorsAreReadFromDetailAndCode() {
		assertThat(answer(Fault.status(422, """
				{"errors":[{"detail":"no such broadcast","status":"422","code":"unknown"},{"detail":"second"}]}"""))
			.getErrors()).containsExactly(new CustomerIoError("unknown", null, "no such broadcast", null),
					CustomerIoError.of("second"));
	}

	@Test
	void appErrorsNameTheirFieldAndTheReferenceForSupport() {
		CustomerIoResponseException ex = answer(Fault.status(422, """
				{"errors":[{"detail":"bad address (reference 01C4MWXZPAR1SHBSZT4ZMZ6KZV)","status":"422",
				"source":{"pointer":"/data/attributes/per_user_data"},"meta":{"row":3}}]}"""));
		assertThat(ex.getErrors()).containsExactly(new CustomerIoError(null, "/data/attributes/per_user_data",
				"bad address (reference 01C4MWXZPAR1SHBSZT4ZMZ6KZV)", null));
		assertThat(ex).hasMessageEndingWith(
				": /data/attributes/per_user_data: bad address (reference 01C4MWXZPAR1SHBSZT4ZMZ6KZV)");
	}

	@Test
	void errorsOfMessagesAreReadFromMeta() {
		assertThat(answer(Fault.status(400, "{\"meta\":{\"error\":\"to is required\"}}")).getErrors())
			.containsExactly(CustomerIoError.of("to is required"));
	}

	@Test
	void errorsOfTrackVersion1AreReadFromMeta() {
		assertThat(answer(Fault.status(400, "{\"meta\":{\"errors\":[\"first\",\"second\"]}}")).getErrors())
			.containsExactly(CustomerIoError.of("first"), CustomerIoError.of("second"));
	}

	@Test
	void errorsOfTrackVersion2AreReadWithFieldAndIndex() {
		assertThat(answer(Fault.status(400, """
				{"errors":[{"reason":"invalid","field":"attributes.plan","message":"too long","batch_index":7}]}"""))
			.getErrors()).containsExactly(new CustomerIoError("invalid", "attributes.plan", "too long", 7));
	}

	@Test
	void errorsOfPipelinesAreReadFromCodeAndMessage() {
		assertThat(answer(Fault.status(400, "{\"code\":\"invalid_request\",\"message\":\"no type\"}")).getErrors())
			.containsExactly(new CustomerIoError("invalid_request", null, "no type", null));
	}

	@Test
	void errorsOfTheSimulatorItselfAreRead() {
		CustomerIoRequest request = CustomerIoRequest.track("person event", "/api/v2/entity",
				"{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"42\"}}".getBytes());
		CustomerIoResponseException ex = TestTransports.failure(CustomerIoResponseException.class,
				this.transport.send(request));
		assertThat(ex).hasMessageStartingWith("Customer.io answered 400 to person event")
			.hasMessageContaining(": name: ");
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.getErrors()).hasSize(1);
	}

	@Test
	void answerWhenEmptyHasTheStatusOnly() {
		CustomerIoResponseException ex = answer(Fault.emptyBody(502));
		assertThat(ex.getErrors()).isEmpty();
		assertThat(ex)
			.hasMessage("Customer.io answered 502 to person identify (POST /api/v2/entity, quota track, attempt 1)");
	}

	@Test
	void answerWhenHtmlIsNotQuoted() {
		CustomerIoResponseException ex = answer(Fault.html(503));
		assertThat(ex.getStatus()).isEqualTo(503);
		assertThat(ex.isRetryable()).isTrue();
		assertThat(ex.getMessage()).matches(".*: a response of \\d+ bytes that is not JSON").doesNotContain("nginx");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{} {}", "{\"errors\":[", "upstream error", "\u0000\u0001" })
	void answerWhenNoJsonIsCountedOnly(String body) {
		assertThat(parse(body)).hasToString("[a response of " + body.length() + " bytes that is not JSON]");
	}

	@Test
	void answerWhenNotUtf8IsCountedOnly() {
		byte[] body = "{\"message\":\"Köln\"}".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(CustomerIoError.parse(body)).hasToString("[a response of 18 bytes that is not JSON]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "42", "\"text\"", "[]", "[1]", "{}", "{\"errors\":null}",
			"{\"errors\":\"text\"}", "{\"errors\":[]}", "{\"meta\":[]}", "{\"meta\":{\"error\":{}}}",
			"{\"message\":42}" })
	void answerWhenOfNoKnownShapeSaysNothing(String body) {
		assertThat(parse(body)).isEqualTo("[]");
	}

	@Test
	void answerWhenItsPartsAreOfOtherTypesIsReadAsFarAsPossible() {
		assertThat(parse("{\"errors\":[null,1,[],{},{\"message\":{},\"detail\":\"a\",\"batch_index\":\"0\"}]}"))
			.isEqualTo("[, 1, , , a]");
	}

	@Test
	void answerWhenNestedTooDeeplyIsCountedOnly() {
		assertThat(parse("[".repeat(100_000))).isEqualTo("[a response of 100000 bytes that is not JSON]");
	}

	@Test
	void answerWhenItQuotesAPersonIsMasked() {
		assertThat(answer(Fault.status(400, "{\"meta\":{\"error\":\"jane@example.com is taken\"}}")))
			.hasMessageEndingWith(": <email> is taken");
	}

	@Test
	void refusedCredentialsHaveAHintOnTheirProperties() {
		this.customerIo.faults().next(2, Fault.emptyBody(401));
		CustomerIoException track = failure(TestTransports.identify());
		assertThat(track).hasMessageEndingWith(". " + TRACK_HINT);
		assertThat(track.isRetryable()).isFalse();
		assertThat(failure(TestTransports.message())).hasMessageEndingWith(". " + APP_HINT);
	}

	@Test
	void forbiddenMessageHasAHintOnWhatTheKeyMayDoAndOnAttachments() {
		this.customerIo.faults()
			.next(1, Fault.status(403, "{\"meta\":{\"error\":\"Forbidden file type exe\"}}"))
			.next(1, Fault.emptyBody(403));
		assertThat(failure(TestTransports.message())).hasMessageContaining("Forbidden file type exe. ")
			.hasMessageContaining("scope")
			.hasMessageContaining("attachments")
			.hasMessageNotContaining("app-api-key");
		assertThat(failure(TestTransports.identify())).hasMessageNotContaining("attachments")
			.hasMessageEndingWith("not permitted to do this");
	}

	@Test
	void badDataOfATriggerHasAHintOnItsErrors() {
		this.customerIo.faults().next(1, Fault.status(422, """
				{"errors":[{"detail":"More detail available from the errors endpoint for trigger 12"}]}"""));
		assertThat(failure(TestTransports.message())).hasMessageContaining("the errors of trigger 12 ");
	}

	@Test
	void appAnswerOfAnotherDatacenterHasAHintOnTheRegion() {
		this.customerIo.faults()
			.next(1, Fault.status(301, "{\"errors\":[{\"detail\":\"wrong datacenter\",\"status\":\"301\"}]}"));
		assertThat(failure(TestTransports.attributesOf("42"))).hasMessageContaining("wrong datacenter")
			.hasMessageContaining("check 'customerio.region' (us or eu)");
	}

	@Test
	void messageThatMayHaveBeenAcceptedSaysSo() {
		this.customerIo.faults().next(2, Fault.html(503));
		CustomerIoException message = failure(TestTransports.message());
		assertThat(message).hasMessageEndingWith("that is not JSON; it may have been accepted");
		assertThat(message.isDeliveryUnknown()).isTrue();
		assertThat(message.isRetryable()).isFalse();
		assertThat(failure(TestTransports.identify())).hasMessageEndingWith("that is not JSON");
	}

	@ParameterizedTest
	@CsvSource({ "400, false", "404, false", "408, true", "413, false", "422, false", "425, true", "500, true",
			"504, true" })
	void otherStatusHasNoHint(int status, boolean retryable) {
		CustomerIoResponseException ex = answer(Fault.emptyBody(status));
		assertThat(ex).hasMessageEndingWith("attempt 1)");
		assertThat(ex.getStatus()).isEqualTo(status);
		assertThat(ex.isRetryable()).isEqualTo(retryable);
	}

	private CustomerIoResponseException answer(Fault fault) {
		this.customerIo.faults().next(1, fault);
		return failure(TestTransports.identify());
	}

	private CustomerIoResponseException failure(CustomerIoRequest request) {
		return TestTransports.failure(CustomerIoResponseException.class, this.transport.send(request));
	}

	private static String parse(String body) {
		return CustomerIoError.parse(body.getBytes(StandardCharsets.UTF_8)).toString();
	}

}
