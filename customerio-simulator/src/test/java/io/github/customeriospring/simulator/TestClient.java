package io.github.customeriospring.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests with the simulator's default credentials.
 */
public final class TestClient {

	public static final String BASIC = basic(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY);

	public static final String BEARER = "Bearer " + SimulatedCustomerIo.APP_API_KEY;

	public static final String IDENTIFY = """
			{"type":"person","action":"identify","identifiers":{"id":"42"},"attributes":{"plan":"pro"}}""";

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final SimulatedCustomerIo customerIo;

	public TestClient(SimulatedCustomerIo customerIo) {
		this.customerIo = customerIo;
	}

	static String basic(String user, String password) {
		byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(pair);
	}

	/**
	 * A request as it goes over the wire.
	 */
	static String raw(String method, String path, String body) {
		return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + BASIC + "\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body;
	}

	public HttpResponse<String> identify() throws IOException, InterruptedException {
		return send("POST", "/api/v2/entity", IDENTIFY);
	}

	public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
		return send(method, path, body, path.startsWith("/v1/") ? BEARER : BASIC);
	}

	public HttpResponse<String> send(String method, String path, String body, String authorization)
			throws IOException, InterruptedException {
		return this.client.send(request(method, path, body, authorization), BodyHandlers.ofString());
	}

	public HttpResponse<String> download(URI link) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> identifyLater() {
		return this.client.sendAsync(request("POST", "/api/v2/entity", IDENTIFY, BASIC), BodyHandlers.ofString());
	}

	private HttpRequest request(String method, String path, String body, String authorization) {
		return HttpRequest.newBuilder(URI.create(this.customerIo.url() + path))
			.header("Authorization", authorization)
			.header("Content-Type", "application/json")
			.method(method,
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

}
