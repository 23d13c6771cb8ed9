package io.github.customeriospring.ratelimit.shared;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.customeriospring.Quota;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the connection of {@link RedisLeaseStore}, with a script that counts.
 */
class RedisLeaseStoreTests {

	private static final Duration TIMEOUT = Duration.ofMillis(100);

	private static final Duration LONG = Duration.ofSeconds(60);

	private final RedisServer one = RedisServer.started();

	private final RedisServer other = RedisServer.started();

	private final Forwarder name;

	private final LettuceConnectionFactory application;

	private final RedisLeaseStore store;

	RedisLeaseStoreTests() throws IOException {
		this.name = new Forwarder(this.one.port());
		this.application = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", this.name.port()));
		this.application.afterPropertiesSet();
		this.store = new RedisLeaseStore(RedisScript.of("return { redis.call('INCR', KEYS[1]) }"),
				(quota) -> List.of("a", "b", "c"), this.application);
	}

	@BeforeEach
	void connect() {
		assertThat(this.store.call(Quota.TRACK, List.of()).block(LONG)).containsExactly(1L);
	}

	@AfterEach
	void close() throws IOException {
		this.store.destroy();
		this.application.destroy();
		this.name.close();
		this.other.close();
		this.one.close();
	}

	@Test
	void connectionIsMadeAnewWhereTheServerHasBecomeAReplica() {
		RedisClient client = RedisClient.create(this.one.url());
		client.connect().sync().replicaof("127.0.0.1", this.other.port());
		client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		this.name.to(this.other.port());
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this::call)
			.havingRootCause()
			.withMessageContaining("READONLY");
		assertThat(this.store.call(Quota.TRACK, List.of()).block(LONG)).hasSize(1);
	}

	@Test
	void connectionIsMadeAnewWhereNothingIsHeardOfTheOldOne() {
		this.name.vanish();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this::call)
			.withCauseInstanceOf(TimeoutException.class);
		Awaitility.await()
			.atMost(LONG)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(call().get(0)).isNotEqualTo(1L));
	}

	@Test
	void refusalOfTheServerDoesNotMakeANewConnection() {
		RedisLeaseStore refused = new RedisLeaseStore(RedisScript.of("return redis.call('GET')"),
				(quota) -> List.of("a", "b", "c"), this.application);
		RedisClient client = RedisClient.create(this.one.url());
		RedisCommands<String, String> commands = client.connect().sync();
		List<String> connections = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> refused.call(Quota.TRACK, List.of()).block(LONG));
			connections.add(commands.info("stats")
				.lines()
				.filter((it) -> it.contains("connections_received"))
				.findFirst()
				.orElseThrow());
		}
		assertThat(connections).containsOnly(connections.get(0));
		client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		refused.destroy();
	}

	private List<Object> call() {
		return this.store.call(Quota.TRACK, List.of()).timeout(TIMEOUT).block(LONG);
	}

}
