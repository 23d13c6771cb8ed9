package io.github.customeriospring.ratelimit.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import org.jspecify.annotations.NullMarked;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.ClassPathResource;

/**
 * Shared windows in virtual time: a real Redis runs the script, and is told the time.
 */
@NullMarked
public final class SharedWindows implements AutoCloseable {

	private final RedisServer server = RedisServer.started();

	private final RedisClient client = RedisClient.create(this.server.url());

	private final RedisCommands<String, String> commands = this.client.connect().sync();

	private final String sha;

	private final VirtualTimeScheduler time;

	private final List<String> arguments = new ArrayList<>();

	private long calls;

	/** How far the clock of Redis is ahead, in microseconds. */
	public long clock;

	/** Whether calls are answered, fail, or are never answered. */
	public State state = State.UP;

	/**
	 * What Redis does.
	 */
	public enum State {

		UP, REFUSING, SILENT

	}

	/**
	 * Start a Redis.
	 * @param time the time of everybody
	 */
	public SharedWindows(VirtualTimeScheduler time) {
		this.time = time;
		try {
			this.sha = this.commands.scriptLoad(
					new ClassPathResource("lease.lua", SharedWindow.class).getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Make the window of an instance.
	 * @param settings what it is about
	 * @param stops whether nothing is sent without Redis
	 * @param name the instance's name
	 * @param away one way to Redis
	 * @param dead whether it is dead
	 * @return the window
	 */
	public PermitWindow window(PermitWindow.Settings settings, boolean stops, String name, Supplier<Duration> away,
			BooleanSupplier dead) {
		SharedLimitProperties properties = new SharedLimitProperties(true, Duration.ofMillis(250),
				stops ? SharedLimitProperties.WithoutRedis.STOP : SharedLimitProperties.WithoutRedis.SHARE, null);
		return new SharedWindow(settings, properties,
				(quota, arguments) -> dead.getAsBoolean() ? Mono.never() : call(arguments, away.get()), name,
				new SharingLog(() -> this.time.now(TimeUnit.NANOSECONDS)));
	}

	private Mono<List<Object>> call(List<String> arguments, Duration away) {
		return switch (this.state) {
			case REFUSING -> Mono.error(new IllegalStateException("refused"));
			case SILENT -> Mono.from((Publisher<List<Object>>) SharedWindows::silent);
			case UP -> Mono.delay(away, this.time).map((it) -> run(arguments)).delayElement(away, this.time);
		};
	}

	/** A call that still waits for its connection may throw if it is cancelled. */
	private static void silent(Subscriber<? super List<Object>> subscriber) {
		subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long count) {
			}

			@Override
			public void cancel() {
				throw new IllegalStateException("It is not connected");
			}

		});
	}

	private List<Object> run(List<String> arguments) {
		this.calls++;
		this.arguments.clear();
		// not from zero, which stands for the clock of the server
		this.arguments.add(Long.toString(1_000_000_000_000L + this.time.now(TimeUnit.MICROSECONDS) + this.clock));
		this.arguments.addAll(arguments);
		return this.commands.evalsha(this.sha, ScriptOutputType.MULTI, new String[] { "{a}held", "{a}state" },
				this.arguments.toArray(String[]::new));
	}

	/**
	 * Return how often the script was called.
	 * @return the count
	 */
	public long calls() {
		return this.calls;
	}

	/**
	 * Return the commands of Redis.
	 * @return to change what is there
	 */
	public RedisCommands<String, String> commands() {
		return this.commands;
	}

	@Override
	public void close() throws IOException {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		this.server.close();
	}

}
