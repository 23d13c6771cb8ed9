package io.github.customeriospring.ratelimit.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Runs the script in the application's Redis, over one connection of its own: commands
 * fail at once while that is down, and it is made again each fifth of a second. A
 * connection of the application would keep commands and send them later. A connection is
 * given up, and another one made, if its server has become a replica or is not heard.
 */
final class RedisLeaseStore implements LeaseStore, DisposableBean {

	private static final Duration RECONNECT = Duration.ofMillis(200);

	/** A server that refuses to connect may not be asked more often. */
	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final int KEYS = 2;

	/** Two seconds of the calls of all quotas: its host may be gone without a word. */
	private static final int MOST_UNANSWERED = 20;

	/** The first argument of the script is the time, for tests. */
	private static final List<String> SERVER_TIME = List.of("0");

	private final RedisScript<?> script;

	private final ByteBuffer source;

	private final Function<Quota, List<String>> keys;

	private final ClientResources resources;

	private final LettuceConnectionFactory factory;

	private @Nullable ReactiveRedisConnection connection;

	private boolean connected;

	private long madeAt;

	private int unanswered;

	/**
	 * Create a store.
	 * @param script the script
	 * @param keys the keys of a quota's state, all in one slot
	 * @param application the application's connections
	 */
	RedisLeaseStore(RedisScript<?> script, Function<Quota, List<String>> keys, LettuceConnectionFactory application) {
		this.script = script;
		this.source = bytes(script.getScriptAsString());
		this.keys = keys;
		ClientResources theirs = application.getClientConfiguration().getClientResources().orElse(null);
		this.resources = ((theirs != null) ? theirs.mutate() : DefaultClientResources.builder())
			.reconnectDelay(Delay.constant(RECONNECT))
			.build();
		this.factory = new LettuceConnectionFactory(server(application), client(application));
		this.factory.setShareNativeConnection(false); // connects without blocking
		this.factory.afterPropertiesSet();
		this.factory.start();
	}

	private static RedisConfiguration server(LettuceConnectionFactory application) {
		return Stream
			.<@Nullable RedisConfiguration>of(application.getClusterConfiguration(),
					application.getSentinelConfiguration(), application.getSocketConfiguration())
			.filter((configuration) -> configuration != null)
			.findFirst()
			.orElse(application.getStandaloneConfiguration());
	}

	private LettuceClientConfiguration client(LettuceConnectionFactory application) {
		LettuceClientConfiguration theirs = application.getClientConfiguration();
		ClientOptions options = theirs.getClientOptions()
			.orElseGet(() -> application.isClusterAware() ? ClusterClientOptions.create() : ClientOptions.create());
		LettuceClientConfigurationBuilder builder = LettuceClientConfiguration.builder()
			.clientResources(this.resources)
			.clientOptions(options.mutate()
				.autoReconnect(true)
				.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
				.build())
			.commandTimeout(theirs.getCommandTimeout())
			.shutdownTimeout(theirs.getShutdownTimeout())
			.shutdownQuietPeriod(theirs.getShutdownQuietPeriod());
		theirs.getClientName().ifPresent(builder::clientName);
		theirs.getRedisCredentialsProviderFactory().ifPresent(builder::redisCredentialsProviderFactory);
		if (theirs.isUseSsl()) {
			LettuceClientConfiguration.LettuceSslClientConfigurationBuilder ssl = builder.useSsl()
				.verifyPeer(theirs.getVerifyMode());
			if (theirs.isStartTls()) {
				ssl.startTls();
			}
		}
		return builder.build();
	}

	@Override
	public Mono<List<Object>> call(Quota quota, List<String> arguments) {
		ByteBuffer[] all = Stream.of(this.keys.apply(quota), SERVER_TIME, arguments)
			.flatMap(List::stream)
			.map(RedisLeaseStore::bytes)
			.toArray(ByteBuffer[]::new);
		ReactiveRedisConnection connection = connection();
		return connection.scriptingCommands()
			.<Object>evalSha(this.script.getSha1(), ReturnType.MULTI, KEYS, duplicate(all))
			.onErrorResume((ex) -> says(ex, "NOSCRIPT"), // a restart
					(ex) -> connection.scriptingCommands()
						.eval(this.source.duplicate(), ReturnType.MULTI, KEYS, duplicate(all)))
			.collectList()
			.map(RedisLeaseStore::flat)
			.doOnNext((reply) -> heard(connection, true))
			.doOnError((ex) -> failed(connection, ex));
	}

	private static ByteBuffer[] duplicate(ByteBuffer[] all) {
		return Stream.of(all).map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
	}

	/** Whether it is an error of Redis that has this code, be it within the script. */
	private static boolean says(Throwable ex, String code) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof RedisException && String.valueOf(cause.getMessage()).contains(code)) {
				return true;
			}
		}
		return false;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> flat(List<Object> reply) {
		return (reply.size() == 1 && reply.get(0) instanceof List<?> all) ? (List<Object>) all : reply;
	}

	private synchronized ReactiveRedisConnection connection() {
		ReactiveRedisConnection connection = this.connection;
		if (connection != null && this.unanswered >= MOST_UNANSWERED) {
			giveUp(connection);
			connection = null;
		}
		if (connection == null) {
			connection = this.factory.getReactiveConnection();
			this.connection = connection;
			this.connected = false;
			this.madeAt = System.nanoTime();
			this.unanswered = 0;
		}
		this.unanswered++;
		return connection;
	}

	private synchronized void heard(ReactiveRedisConnection connection, boolean connected) {
		if (connection == this.connection) {
			this.connected |= connected;
			this.unanswered = 0;
		}
	}

	/** One that never was connected remembers that it failed. */
	private synchronized void failed(ReactiveRedisConnection connection, Throwable ex) {
		boolean refused = NestedExceptionUtils.getMostSpecificCause(ex) instanceof RedisCommandExecutionException;
		heard(connection, refused && !(ex instanceof RedisConnectionFailureException)); // that
																						// is
																						// of
																						// the
																						// handshake
		boolean useless = !this.connected && System.nanoTime() - this.madeAt >= RETRY.toNanos();
		if (connection == this.connection && (useless || says(ex, "READONLY"))) {
			giveUp(connection);
		}
	}

	private void giveUp(ReactiveRedisConnection connection) {
		this.connection = null;
		connection.closeLater().onErrorComplete().subscribe();
	}

	private static ByteBuffer bytes(String text) {
		return StandardCharsets.UTF_8.encode(text);
	}

	@Override
	public void destroy() {
		this.factory.destroy();
		this.resources.shutdown(); // what it took from the application's goes on
	}

}
