package io.github.customeriospring.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * Remembers requests and answers them with JSON.
 */
final class FakeTransport implements CustomerIoTransport {

	final List<CustomerIoRequest> requests = new ArrayList<>();

	private final List<String> answers;

	private FakeTransport(String... answers) {
		this.answers = List.of(answers);
	}

	/** The last answer is that of all further requests too. */
	static FakeTransport answering(String... answers) {
		return new FakeTransport(answers);
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.fromSupplier(() -> {
			String answer = this.answers.get(Math.min(this.requests.size(), this.answers.size() - 1));
			this.requests.add(request);
			return new CustomerIoResponse(200, HttpHeaders.EMPTY, answer.getBytes(StandardCharsets.UTF_8));
		});
	}

	ReactiveCustomerIoTemplate template() {
		return ReactiveCustomerIoTemplate.of(this);
	}

	AppClient client() {
		return new AppClient(this);
	}

	CustomerIoRequest lastRequest() {
		return this.requests.get(this.requests.size() - 1);
	}

	/** The URIs as they go over the wire. */
	List<String> uris() {
		return this.requests.stream().map(FakeTransport::uri).map(URI::toString).toList();
	}

	static URI uri(CustomerIoRequest request) {
		return new DefaultUriBuilderFactory().expand(request.path(), request.variables().toArray());
	}

}
