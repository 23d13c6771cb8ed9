package io.github.customeriospring.starter.mvc;

import java.util.Map;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class SignupUnitTests {

	private final CustomerIoTemplate customerIo = mock();

	private final CustomerIoQueue queue = mock();

	private final Signup signup = new Signup(customerIo, queue);

	@Test
	void signupIdentifiesThePerson() {
		signup.signedUp("42", "jane@example.com");
		verify(customerIo).identify(eq("42"), any());
	}

	@Test
	void visitIsQueued() {
		signup.visited("42", "/pricing");
		ArgumentCaptor<TrackOperation> operation = ArgumentCaptor.captor();
		verify(queue).add(operation.capture());
		// content() leaves out the id and the time that every event gets
		assertThat(operation.getValue().content())
			.isEqualTo(TrackOperation.person("42").page("/pricing", Map.of()).content());
	}

}
