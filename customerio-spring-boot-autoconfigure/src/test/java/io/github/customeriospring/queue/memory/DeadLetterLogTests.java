package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.DeadLetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterLogTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final DeadLetterLog log = new DeadLetterLog(this.time);

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void letterThatIsLoggedCountsByReasonWithoutPersonalData() {
		try (QueueLogs logs = new QueueLogs()) {
			for (int i = 0; i < 35; i++) {
				letter(new CustomerIoNotSentException(Reason.QUEUE_FULL, "full"));
			}
			letter(response(400));
			letter(response(500));
			assertThat(logs.messages()).isEmpty();
			this.time.advanceTimeBy(Duration.ofSeconds(5));
			assertThat(logs.messages()).singleElement()
				.asString()
				.startsWith("37 queued operations were not accepted: 35 x QUEUE_FULL, 1 x answered 400, "
						+ "1 x answered 500")
				.doesNotContain("person@example.com");
		}
	}

	@Test
	void linesAreSparseAndTheEndIsNotLost() {
		try (QueueLogs logs = new QueueLogs()) {
			for (int i = 0; i < 120; i++) {
				letter(response(400));
				this.time.advanceTimeBy(Duration.ofMillis(100));
			}
			assertThat(logs.messages()).hasSize(2);
			this.log.close();
			assertThat(logs.messages()).hasSize(3);
			this.log.close();
			assertThat(logs.messages()).hasSize(3);
		}
	}

	private static CustomerIoException response(int status) {
		return new CustomerIoResponseException(CustomerIoRequest.track("batch", "/api/v2/batch", new byte[0]), status,
				List.of(), null);
	}

	private void letter(CustomerIoException reason) {
		TrackOperation operation = TrackOperation.identify(Identifier.email("person@example.com"), Map.of());
		this.log.deadLetter(new DeadLetter(operation, reason, 1, Duration.ZERO));
	}

}
