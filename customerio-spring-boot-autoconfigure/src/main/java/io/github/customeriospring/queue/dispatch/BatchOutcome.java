package io.github.customeriospring.queue.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the end of a request says about its operations. A pure function of the answer.
 *
 * @param kind what it says about all that are not named
 * @param named why operations were refused, by index
 * @param reason why the others were not accepted, or {@code null} if they were
 */
record BatchOutcome(Kind kind, Map<Integer, CustomerIoException> named, @Nullable CustomerIoException reason) {

	/**
	 * What becomes of the operations that are not named.
	 */
	enum Kind {

		/** Accepted. */
		ACCEPTED,

		/** Refused as a whole: one operation is bad at least, or the server is. */
		REFUSED,

		/** Failed in a way that one of them may have caused, or an outage. */
		FAILED,

		/** Failed in a way that says nothing about them. */
		OUTAGE,

		/** Cannot be sent before the application is configured otherwise. */
		IMPOSSIBLE

	}

	static BatchOutcome of(List<QueuedOperation> operations, CustomerIoResponse response) {
		JsonNode json = read(response);
		if (response.body().length == 0 && response.status() != 207) {
			return new BatchOutcome(Kind.ACCEPTED, Map.of(), null); // as a 204 must be
		}
		if (!json.isObject() && response.body().length > 0) {
			return new BatchOutcome(Kind.OUTAGE, Map.of(),
					unreadable(response, "an answer that is not a JSON object, so not Customer.io's"));
		}
		JsonNode errors = json.path("errors");
		if (response.status() != 207 && (errors.isMissingNode() || errors.isNull() || errors.isEmpty())) {
			return new BatchOutcome(Kind.ACCEPTED, Map.of(), null);
		}
		Map<Integer, CustomerIoException> named = new HashMap<>();
		boolean allAssigned = errors.isArray() && !errors.isEmpty();
		for (JsonNode error : errors.isArray() ? errors : List.<JsonNode>of()) {
			int index = index(error, operations.size());
			allAssigned &= index >= 0;
			if (index >= 0 && !named.containsKey(index)) {
				// an operation can have several errors; the first is told
				named.put(index, refused(operations.get(index), error));
			}
		}
		return allAssigned ? new BatchOutcome(Kind.ACCEPTED, named, null) : new BatchOutcome(Kind.FAILED, named,
				unreadable(response, "some operations failed, but the answer does not say which operations"));
	}

	private static JsonNode read(CustomerIoResponse response) {
		try {
			return JsonMapper.shared().readTree(response.body());
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().missingNode();
		}
	}

	/** An error of a request with one operation can only be about that. */
	private static int index(JsonNode error, int operations) {
		int index = (operations == 1) ? 0 : error.path("batch_index").asInt(-1);
		return (index < operations) ? index : -1;
	}

	private static CustomerIoException refused(QueuedOperation operation, JsonNode error) {
		CustomerIoRequest request = CustomerIoRequest.track(operation.operation().name(), "/api/v2/batch", new byte[0]);
		String message = error.isString() ? error.asString() : error.path("message").asString("");
		return new CustomerIoResponseException(request, 400, List.of(new CustomerIoError(text(error, "reason"),
				text(error, "field"), (message != null) ? message : "", null)), null);
	}

	private static @Nullable String text(JsonNode error, String name) {
		String text = error.path(name).asString("");
		return (text == null || text.isEmpty()) ? null : text;
	}

	private static CustomerIoException unreadable(CustomerIoResponse response, String what) {
		return new CustomerIoResponseException(Batch.emptyRequest(), response.status(),
				List.of(CustomerIoError.of(what)), null);
	}

	static BatchOutcome of(List<QueuedOperation> operations, Throwable ex) {
		CustomerIoException known = (ex instanceof CustomerIoException it) ? it : Batch.noAnswer(ex);
		return new BatchOutcome(kind(operations.size(), known), Map.of(), known);
	}

	private static Kind kind(int operations, CustomerIoException ex) {
		if (ex instanceof CustomerIoThrottledException) {
			return Kind.OUTAGE;
		}
		if (ex instanceof CustomerIoResponseException response) {
			return kind(operations, response);
		}
		if (ex instanceof CustomerIoNotSentException notSent) {
			return switch (notSent.getReason()) {
				case NO_CREDENTIALS -> Kind.IMPOSSIBLE;
				case INTERNAL_ERROR -> Kind.FAILED;
				default -> Kind.OUTAGE;
			};
		}
		return ex.isDeliveryUnknown() ? Kind.FAILED : Kind.OUTAGE;
	}

	private static Kind kind(int operations, CustomerIoResponseException ex) {
		return switch (ex.getStatus()) {
			case 400, 422 -> isCustomerIos(ex) ? Kind.REFUSED : Kind.OUTAGE;
			// who forwards requests says that too, of large ones
			case 413 -> (operations > 1 || isCustomerIos(ex)) ? Kind.REFUSED : Kind.FAILED;
			case 408 -> Kind.FAILED;
			default -> (ex.getStatus() >= 500) ? Kind.FAILED : Kind.OUTAGE;
		};
	}

	/** Whether it names errors as Customer.io does. */
	private static boolean isCustomerIos(CustomerIoResponseException ex) {
		return ex.getErrors().stream().anyMatch((error) -> !error.isUnreadable());
	}

	static CustomerIoException internal(Throwable ex) {
		return new CustomerIoNotSentException(Reason.INTERNAL_ERROR, "A batch was not sent: " + ex, ex);
	}

}
