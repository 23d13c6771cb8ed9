package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.RepeatedTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a test leaves no lowered limit and no pause to the next one that shares its
 * context. Whichever repetition comes second would find them.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "customerio.rate-limit.track.limit=4", "customerio.rate-limit.track.max-wait=1s" })
@AutoConfigureCustomerIoSimulator
class RateLimitResetTests {

	@RepeatedTest(2)
	void limitThatATestLowersIsBackInTheNext(@Autowired ReactiveCustomerIoTemplate template,
			@Autowired WaitingLines lines, @Autowired SimulatedCustomerIo customerIo) {
		QuotaControl track = lines.line(Quota.TRACK);
		assertThat(track.isRecovering()).isFalse();
		assertThat(track.pauseReason()).isNull();
		template.identify("42", Map.of()).block();
		customerIo.faults().next(1, Fault.tooManyRequests(Duration.ofMinutes(1)));
		assertThatExceptionOfType(CustomerIoException.class)
			.isThrownBy(() -> template.identify("42", Map.of()).block());
		assertThat(track.isRecovering()).isTrue();
		assertThat(track.pauseReason()).isNotNull();
	}

	/**
	 * An application with all that Boot configures.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
