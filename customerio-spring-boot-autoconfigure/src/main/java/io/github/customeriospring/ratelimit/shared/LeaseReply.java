package io.github.customeriospring.ratelimit.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.github.customeriospring.ratelimit.window.Sharing.Holder;
import org.jspecify.annotations.Nullable;

/**
 * What the script answers. Times are microseconds from when it ran.
 *
 * @param epoch changes when the state was lost
 * @param granted when the permits may be used that this call leased
 * @param limit the limit in force
 * @param configured the smallest limit that an instance has set
 * @param used permits in use, of all instances
 * @param instances how many instances there are
 * @param waiting calls that wait, of all instances
 * @param episode counts the episodes of refusals
 * @param streak how many of them there were in a row
 * @param pause how long nobody goes
 * @param learning how long no permits are given, as some may be in use unknown
 * @param next when to ask again for what was not granted
 * @param holders who holds what, or {@code null} if that was not asked for
 */
record LeaseReply(long epoch, List<Long> granted, int limit, int configured, int used, int instances, int waiting,
		long episode, int streak, long pause, long learning, long next, @Nullable Map<String, Holder> holders) {

	private static final int NUMBERS = 12;

	static LeaseReply of(List<Object> reply) {
		if (reply.size() < NUMBERS) {
			throw new IllegalArgumentException("The script of the shared limit answered " + reply);
		}
		return new LeaseReply(number(reply, 0), granted(reply), (int) number(reply, 2), (int) number(reply, 3),
				(int) number(reply, 4), (int) number(reply, 5), (int) number(reply, 6), number(reply, 7),
				(int) number(reply, 8), number(reply, 9), number(reply, 10), number(reply, 11), holders(reply));
	}

	private static List<Long> granted(List<Object> reply) {
		return IntStream.range(NUMBERS, NUMBERS + (int) number(reply, 1)).mapToObj((i) -> number(reply, i)).toList();
	}

	private static @Nullable Map<String, Holder> holders(List<Object> reply) {
		Map<String, Holder> holders = new TreeMap<>();
		for (int i = NUMBERS + (int) number(reply, 1); i + 2 < reply.size(); i += 3) {
			holders.put(text(reply.get(i)), new Holder((int) number(reply, i + 1), (int) number(reply, i + 2)));
		}
		return holders.isEmpty() ? null : Collections.unmodifiableMap(holders);
	}

	private static long number(List<Object> reply, int index) {
		return ((Number) reply.get(index)).longValue();
	}

	private static String text(Object value) {
		if (value instanceof ByteBuffer buffer) {
			return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
		}
		return (value instanceof byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
	}

}
