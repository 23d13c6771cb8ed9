package io.github.customeriospring.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response in Customer.io's formats.
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

	private static final String JSON = "application/json";

	// as observed in 2026-09
	private static final int UNKNOWN_PATH_BYTES = 3817;

	// the Track API sends these three bytes
	public static final Reply OK = json(200, "{}\n");

	public static final Reply NO_CONTENT = new Reply(204, "", new byte[0], Map.of());

	/**
	 * The response of the Track API to missing or wrong credentials.
	 */
	public static final Reply TRACK_UNAUTHORIZED = metaError(401, "Unauthorized request").withHeader("WWW-Authenticate",
			"Basic realm=\"Customer.io edge event collection\"");

	/**
	 * The response to transactional messages with missing or wrong credentials.
	 */
	public static final Reply SEND_UNAUTHORIZED = metaError(401, "Unauthorized request");

	/**
	 * The response of the rest of the App API to missing or wrong credentials. Here the
	 * status is a number.
	 */
	public static final Reply APP_UNAUTHORIZED = json(401,
			Map.of("errors", List.of(Map.of("detail", "unauthorized", "status", 401))));

	/**
	 * The response if the resource does not exist.
	 */
	public static final Reply NOT_FOUND = appError(404, "not found");

	/**
	 * The response of both hosts to an unknown path or method.
	 */
	public static final Reply UNKNOWN_PATH = unknownPath();

	public Reply {
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException("'status' must be between 200 and 599, was " + status);
		}
	}

	public static Reply json(int status, String body) {
		return new Reply(status, JSON, body.getBytes(StandardCharsets.UTF_8), Map.of());
	}

	public static Reply json(int status, Object body) {
		return new Reply(status, JSON, Json.bytes(body), Map.of());
	}

	public static Reply empty(int status) {
		return new Reply(status, "", new byte[0], Map.of());
	}

	public static Reply html(int status) {
		String body = "<html><body><h1>%d</h1><hr>nginx</body></html>".formatted(status);
		return new Reply(status, "text/html", body.getBytes(StandardCharsets.UTF_8), Map.of());
	}

	/**
	 * A page as long as the real one, because clients include it in their errors.
	 */
	private static Reply unknownPath() {
		String start = "<!DOCTYPE html><html><head><title>404</title></head><body><h1>Page not found</h1><!--";
		String end = "--></body></html>";
		String body = start + "-".repeat(UNKNOWN_PATH_BYTES - start.length() - end.length()) + end;
		return new Reply(404, "text/html", body.getBytes(StandardCharsets.UTF_8), Map.of());
	}

	/**
	 * An error in the format of the App API, whose status is a string.
	 */
	public static Reply appError(int status, String detail) {
		return json(status, Map.of("errors", List.of(new AppError(detail, Integer.toString(status)))));
	}

	/**
	 * An error in the format of transactional messages and of merges in Track v1.
	 */
	public static Reply metaError(int status, String error) {
		return json(status, Map.of("meta", Map.of("error", error)));
	}

	/**
	 * An error in the format of Track v1.
	 */
	public static Reply metaErrors(List<String> errors) {
		return json(400, Map.of("meta", Map.of("errors", errors)));
	}

	/**
	 * An error in the format of Track v2.
	 */
	public static Reply entityErrors(List<?> errors) {
		return json(400, Map.of("errors", errors));
	}

	public Reply withHeader(String name, String value) {
		return withHeaders(Map.of(name, value));
	}

	public Reply withHeaders(Map<String, String> more) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.putAll(more);
		return new Reply(this.status, this.contentType, this.body, headers);
	}

	/**
	 * An error in the format of the storage for exports.
	 */
	public static Reply xmlError(int status, String code) {
		String body = "<Error><Code>%s</Code></Error>".formatted(code);
		return new Reply(status, "application/xml", body.getBytes(StandardCharsets.UTF_8), Map.of());
	}

	public static Reply csv(String body) {
		return new Reply(200, "text/csv", body.getBytes(StandardCharsets.UTF_8), Map.of());
	}

	public boolean isSuccess() {
		return this.status < 300;
	}

	private record AppError(String detail, String status) {

	}

}
