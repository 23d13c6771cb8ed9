package io.github.customeriospring.queue.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.github.customeriospring.queue.OperationStore.Stored;
import io.github.customeriospring.queue.sql.SqlDeadLetters.Connections;

/**
 * Reads in the order of ids. As ids are given before the commit, older ones can appear
 * after newer ones were read. So whatever it reads, it looks afterwards again at the ids
 * of the last seconds: what was committed before something that it has just read is seen
 * then, and goes first. Each second it looks at those of the last half minute, and now
 * and then at all. Only touched by one thread.
 */
final class PartitionReader {

	private static final int IDS_AT_ONCE = 100_000;

	private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(3);

	private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final long MARKED_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long LOOKS_FAR_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** Where many dead rows lie before the first one, looking at all takes a while. */
	private static final int SHARE = 20;

	private final Connections connections;

	private final Tables tables;

	private final PartitionLeases leases;

	private final LongSupplier nanoClock;

	private long cursor;

	/** Where the cursor was and when. */
	private final Deque<Mark> marks = new ArrayDeque<>();

	private long nextFarNanos;

	private long nextAllNanos;

	PartitionReader(Connections connections, Tables tables, PartitionLeases leases, LongSupplier nanoClock) {
		this.connections = connections;
		this.tables = tables;
		this.leases = leases;
		this.nanoClock = nanoClock;
		this.nextFarNanos = nanoClock.getAsLong();
		this.nextAllNanos = nanoClock.getAsLong();
	}

	void rewind() {
		this.cursor = 0;
		this.marks.clear();
	}

	List<Stored> next(int limit, LongPredicate known) {
		String parts = this.leases.parts();
		if (parts.isEmpty()) {
			return List.of();
		}
		long before = this.cursor;
		List<Stored> found = newer(limit, known, parts);
		if (before > 0) {
			found.addAll(0, older(limit, known, parts, before, !found.isEmpty()));
		}
		found.sort(Comparator.comparingLong(Stored::id));
		return found;
	}

	private List<Stored> newer(int limit, LongPredicate known, String parts) {
		List<Stored> found = new ArrayList<>();
		boolean more = true;
		while (more && found.isEmpty()) {
			List<Stored> page = page("id > " + this.cursor + " AND " + parts, limit);
			page.stream().filter((it) -> !known.test(it.id())).forEach(found::add);
			if (!page.isEmpty()) {
				this.cursor = page.get(page.size() - 1).id();
			}
			more = page.size() == limit;
		}
		return found;
	}

	private List<Stored> page(String where, int limit) {
		return this.connections.with((connection) -> this.tables.read(connection, where, limit));
	}

	/** What was committed since it was passed. */
	private List<Stored> older(int limit, LongPredicate known, String parts, long cursor, boolean always) {
		long now = this.nanoClock.getAsLong();
		boolean all = now - this.nextAllNanos >= 0;
		boolean far = now - this.nextFarNanos >= 0;
		if (!always && !all && !far) {
			return List.of();
		}
		long low = all ? 0 : cursorAt(now - (far ? LONG_NANOS : SHORT_NANOS));
		List<Long> ids = this.connections.with((connection) -> this.tables.ids(connection,
				"id > " + low + " AND id <= " + cursor + " AND " + parts, IDS_AT_ONCE));
		this.nextFarNanos = (all || far) ? now + LOOKS_FAR_EVERY_NANOS : this.nextFarNanos;
		if (all) {
			long end = this.nanoClock.getAsLong();
			this.nextAllNanos = end + Math.max(LONG_NANOS, (end - now) * SHARE);
		}
		mark(now, cursor);
		String late = ids.stream()
			.filter((id) -> !known.test(id))
			.limit(limit)
			.map(String::valueOf)
			.collect(Collectors.joining(","));
		return late.isEmpty() ? List.of() : page("id IN (" + late + ") AND " + parts, limit);
	}

	private void mark(long now, long cursor) {
		Mark last = this.marks.peekLast();
		if (last == null || now - last.nanos >= MARKED_EVERY_NANOS) {
			this.marks.addLast(new Mark(now, cursor));
		}
	}

	/** The last one that is old enough, 0 if there is none; older ones are forgotten. */
	private long cursorAt(long nanos) {
		long cursor = 0;
		for (Mark mark : this.marks) {
			if (mark.nanos - nanos > 0) {
				break;
			}
			cursor = mark.cursor;
		}
		while (this.marks.size() > 1 && this.nanoClock.getAsLong() - this.marks.getFirst().nanos > 2 * LONG_NANOS) {
			this.marks.removeFirst();
		}
		return cursor;
	}

	/**
	 * Where the cursor was.
	 *
	 * @param nanos when
	 * @param cursor where
	 */
	private record Mark(long nanos, long cursor) {

	}

}
