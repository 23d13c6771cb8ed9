package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.window.Sharing;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.ratelimit.shared.RedisServer;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a limit that is shared through a Redis as it is run in production.
 */
class SharedLimitDeploymentTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	/** What the documentation lists. */
	private static final List<String> RIGHTS = List.of("~{customerio:*", "+@connection", "+@sortedset", "+get", "+set",
			"+eval", "+evalsha", "+time", "+pexpire");

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	@TempDir
	private Path folder;

	private final Deque<RedisServer> servers = new ArrayDeque<>();

	private final List<RedisClient> clients = new ArrayList<>();

	@AfterEach
	void stop() throws IOException {
		this.clients.forEach((client) -> client.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
		while (!this.servers.isEmpty()) {
			this.servers.pop().close();
		}
	}

	@Test
	void userNeedsFewRights() {
		List<String> options = new ArrayList<>(List.of("--user", "default", "off", "--user", "app", "on", ">secret"));
		options.addAll(RIGHTS);
		RedisServer server = start(options.toArray(String[]::new));
		runner("spring.data.redis.port=" + server.port(), "spring.data.redis.username=app",
				"spring.data.redis.password=secret")
			.run(this::limitIsShared);
	}

	@Test
	void certificateIsCheckedAsTheApplicationSaysSo() throws Exception {
		RedisServer.assumeInstalled("openssl");
		String key = this.folder.resolve("key.pem").toString();
		String certificate = this.folder.resolve("certificate.pem").toString();
		run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out",
				certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1");
		int port = RedisServer.freePort();
		start("--tls-port", Integer.toString(port), "--tls-cert-file", certificate, "--tls-key-file", key,
				"--tls-ca-cert-file", certificate, "--tls-auth-clients", "no");
		ApplicationContextRunner runner = runner("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port,
				"spring.data.redis.ssl.enabled=true");
		runner
			.withPropertyValues("spring.data.redis.ssl.bundle=redis",
					"spring.ssl.bundle.pem.redis.truststore.certificate=file:" + certificate)
			.run(this::limitIsShared);
		runner.run((context) -> Awaitility.await().atMost(LONG).untilAsserted(() -> {
			assertThat(sharing(context).failures()).isPositive();
			assertThat(sharing(context).calls()).isZero();
		}));
	}

	@Test
	void clusterKeepsTheKeysOfAQuotaOnOneNode() throws Exception {
		RedisServer.assumeInstalled("redis-cli");
		List<RedisServer> nodes = Stream
			.generate(() -> start("--cluster-enabled", "yes", "--cluster-node-timeout", "5000"))
			.limit(3)
			.toList();
		List<String> addresses = nodes.stream().map((node) -> "127.0.0.1:" + node.port()).toList();
		run(Stream.of(Stream.of("redis-cli", "--cluster", "create"), addresses.stream(), Stream.of("--cluster-yes"))
			.flatMap(Function.identity())
			.toArray(String[]::new));
		nodes.forEach((node) -> Awaitility.await()
			.atMost(LONG)
			.untilAsserted(() -> assertThat(commands(node).clusterInfo()).contains("cluster_state:ok")));
		runner("spring.data.redis.cluster.nodes=" + addresses.get(0)).run((context) -> {
			limitIsShared(context);
			assertThat(nodes.stream()
				.map((node) -> commands(node).scan(ScanArgs.Builder.matches("*:track}:*").limit(1000)).getKeys())
				.filter((keys) -> !keys.isEmpty())).hasSize(1);
		});
	}

	@Test
	void sentinelsMayElectAnotherMasterWhileItRuns() {
		RedisServer first = start("--repl-diskless-sync-delay", "0");
		RedisServer second = start("--replicaof", "127.0.0.1 " + first.port(), "--repl-diskless-sync-delay", "0");
		await(() -> assertThat(commands(second).info("replication")).contains("master_link_status:up"));
		List<RedisServer> sentinels = Stream.generate(() -> sentinel(first)).limit(3).toList();
		List<RedisSentinelCommands<String, String>> watching = sentinels.stream().map(this::sentinelCommands).toList();
		watching
			.forEach((sentinel) -> await(() -> assertThat(sentinel.master("limits")).containsEntry("num-slaves", "1")
				.containsEntry("num-other-sentinels", "2")));
		String nodes = String.join(",", sentinels.stream().map((it) -> "127.0.0.1:" + it.port()).toList());
		runner("spring.data.redis.sentinel.master=limits", "spring.data.redis.sentinel.nodes=" + nodes)
			.run((context) -> {
				limitIsShared(context);
				first.kill();
				calls(context, 40).blockLast(LONG);
				await(() -> assertThat(commands(second).info("replication")).contains("role:master"));
				long answers = sharing(context).calls();
				await(() -> assertThat(sharing(context)).satisfies((sharing) -> {
					assertThat(sharing.state()).isEqualTo(Sharing.State.SHARED);
					assertThat(sharing.calls()).isGreaterThan(answers);
				}));
				limitIsShared(context);
			});
	}

	private RedisServer start(String... options) {
		RedisServer server = RedisServer.started(options);
		this.servers.push(server);
		return server;
	}

	private RedisServer sentinel(RedisServer master) {
		RedisServer sentinel = RedisServer.sentinel("sentinel monitor limits 127.0.0.1 " + master.port() + " 2",
				"sentinel down-after-milliseconds limits 1000", "sentinel failover-timeout limits 10000");
		this.servers.push(sentinel);
		return sentinel;
	}

	private RedisCommands<String, String> commands(RedisServer server) {
		RedisClient client = RedisClient.create(server.url());
		this.clients.add(client);
		return client.connect().sync();
	}

	private RedisSentinelCommands<String, String> sentinelCommands(RedisServer server) {
		RedisClient client = RedisClient
			.create(RedisURI.Builder.sentinel("127.0.0.1", server.port(), "limits").build());
		this.clients.add(client);
		return client.connectSentinel().sync();
	}

	private ApplicationContextRunner runner(String... redis) {
		this.customerIo.simulator().limit(SimulatedQuota.TRACK, 20, Duration.ofMillis(500));
		return CustomerIoContextRunner.create(this.customerIo.simulator())
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
			.withPropertyValues("customerio.rate-limit.shared.enabled=true",
					// a loaded machine may stop for a while
					"customerio.rate-limit.shared.timeout=2s", "customerio.rate-limit.track.limit=20",
					"customerio.rate-limit.track.window=500ms")
			.withPropertyValues(redis);
	}

	private void limitIsShared(ApplicationContext context) {
		calls(context, 40).blockLast(LONG);
		assertThat(sharing(context).state()).isEqualTo(Sharing.State.SHARED);
		assertThat(this.customerIo.simulator().requests())
			.allSatisfy((request) -> assertThat(request.status()).isEqualTo(200));
	}

	private static Flux<Void> calls(ApplicationContext context, int count) {
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		return Flux.range(0, count).flatMap((i) -> template.track("person", "event", Map.of("n", i)), count);
	}

	private static Sharing sharing(ApplicationContext context) {
		Sharing sharing = context.getBean(WaitingLines.class).line(Quota.TRACK).sharing();
		assertThat(sharing).isNotNull();
		return sharing;
	}

	private static void await(org.awaitility.core.ThrowingRunnable assertion) {
		Awaitility.await().atMost(LONG).untilAsserted(assertion);
	}

	private void run(String... command) throws IOException, InterruptedException {
		Path log = this.folder.resolve("log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		assertThat(process.waitFor()).as(() -> read(log)).isZero();
	}

	private static String read(Path log) {
		try {
			return java.nio.file.Files.readString(log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
