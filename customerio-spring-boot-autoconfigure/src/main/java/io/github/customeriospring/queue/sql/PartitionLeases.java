package io.github.customeriospring.queue.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.github.customeriospring.queue.sql.SqlDeadLetters.Connections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parts this instance sends, and until when. The instances share the parts evenly.
 * A lease is renewed each second; who cannot stops sending two seconds before its end, by
 * its own clocks, and others take it after its end, by that of the database. Changed by
 * one thread.
 */
final class PartitionLeases {

	private static final Logger logger = LoggerFactory.getLogger(PartitionLeases.class);

	private static final int PARTS = 64;

	private static final long TENDED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final Duration SAFETY = Duration.ofSeconds(2);

	private final Connections connections;

	private final Tables tables;

	private final String now;

	private final String end;

	private final Duration lease;

	private final InstantSource clock;

	private final LongSupplier nanoClock;

	private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

	/** Held, and given back as soon as they are idle; they do not stay if others go. */
	private final Set<Integer> leaving = new HashSet<>();

	private long tendedNanos;

	private volatile Held held = new Held(Set.of(), 0, 0);

	private volatile Set<Integer> ours = Set.of();

	private boolean taken;

	PartitionLeases(Connections connections, Tables tables, Dialect dialect, Duration lease, InstantSource clock,
			LongSupplier nanoClock) {
		this.connections = connections;
		this.tables = tables;
		this.now = dialect.millis();
		this.end = dialect.millis() + " + " + lease.toMillis();
		this.lease = lease;
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.tendedNanos = nanoClock.getAsLong() - TENDED_EVERY_NANOS;
	}

	static int partOf(String subject) {
		int hash = subject.hashCode();
		return Math.floorMod(hash ^ (hash >>> 16), PARTS);
	}

	String owner() {
		return this.owner;
	}

	boolean isOurs(int part) {
		return this.ours.contains(part);
	}

	boolean maySend(int part) {
		Held held = this.held;
		// a machine that was suspended knows it by one of the two only
		return held.parts.contains(part) && this.nanoClock.getAsLong() - held.untilNanos < 0
				&& this.clock.millis() < held.untilMillis;
	}

	int count() {
		return this.held.parts.size();
	}

	/** As SQL, empty for none. */
	String parts() {
		return this.ours.isEmpty() ? ""
				: this.ours.stream().sorted().map(String::valueOf).collect(Collectors.joining(",", "part IN (", ")"));
	}

	/**
	 * Renew, give back and take.
	 * @return whether there are new ones
	 */
	boolean tend(IntPredicate busy) {
		if (this.nanoClock.getAsLong() - this.tendedNanos < TENDED_EVERY_NANOS) {
			return false;
		}
		this.tendedNanos = this.nanoClock.getAsLong();
		Set<Integer> before = this.held.parts;
		Set<Integer> parts = this.connections.with((connection) -> tend(connection, busy));
		Set<Integer> ours = new HashSet<>(parts);
		ours.removeAll(this.leaving);
		this.ours = Set.copyOf(ours);
		if (!parts.equals(before)) {
			logger.info("This instance sends {} of {} parts of the queue", parts.size(), PARTS);
		}
		return this.taken;
	}

	private Set<Integer> tend(Connection connection, IntPredicate busy) throws SQLException {
		int share = share(connection);
		long nanos = this.nanoClock.getAsLong();
		long millis = this.clock.millis();
		Sql.update(connection, "UPDATE customerio_partition SET lease_until = " + this.end + " WHERE owner = ?",
				this.owner);
		Set<Integer> parts = new HashSet<>(Sql.query(connection,
				"SELECT part FROM customerio_partition WHERE owner = ?", (row) -> row.getInt(1), this.owner));
		this.leaving.retainAll(parts);
		giveBack(connection, parts, share, busy);
		this.taken = take(connection, parts, share, busy);
		this.held = new Held(Set.copyOf(parts), nanos + this.lease.minus(SAFETY).toNanos(),
				millis + this.lease.minus(SAFETY).toMillis());
		return parts;
	}

	/** How many parts each instance has, by who is there. */
	private int share(Connection connection) throws SQLException {
		if (Sql.update(connection, "UPDATE customerio_instance SET lease_until = " + this.end + " WHERE owner = ?",
				this.owner) == 0) {
			Sql.update(connection, "INSERT INTO customerio_instance (owner, lease_until) VALUES (?, " + this.end + ")",
					this.owner);
		}
		Sql.update(connection, "DELETE FROM customerio_instance WHERE lease_until < " + this.now + " - 60000");
		int instances = Sql
			.query(connection, "SELECT COUNT(*) FROM customerio_instance WHERE lease_until > " + this.now,
					(row) -> row.getInt(1))
			.get(0);
		return (PARTS + instances - 1) / Math.max(1, instances);
	}

	private void giveBack(Connection connection, Set<Integer> parts, int share, IntPredicate busy) throws SQLException {
		List<Integer> staying = new ArrayList<>(parts);
		staying.removeAll(this.leaving);
		while (staying.size() > share) {
			this.leaving.add(staying.remove(staying.size() - 1));
		}
		for (int part : List.copyOf(this.leaving)) {
			if (!busy.test(part)) {
				Sql.update(connection,
						"UPDATE customerio_partition SET owner = NULL, lease_until = 0 WHERE part = ? AND owner = ?",
						part, this.owner);
				this.leaving.remove(part);
				parts.remove(part);
			}
		}
	}

	/**
	 * Take free ones, but none of which operations are still here from before: they are
	 * dropped, so later ones would overtake them.
	 */
	private boolean take(Connection connection, Set<Integer> parts, int share, IntPredicate busy) throws SQLException {
		String free = "(owner IS NULL OR lease_until < " + this.now + ")";
		int wanted = share - parts.size() + this.leaving.size();
		if (wanted <= 0) {
			return false;
		}
		int before = parts.size();
		List<Free> all = Sql.query(connection,
				"SELECT part, owner FROM customerio_partition WHERE " + free + " ORDER BY part",
				(row) -> new Free(row.getInt(1), row.getString(2)));
		all.removeIf((next) -> busy.test(next.part));
		// in one commit, and in the order of all instances, so that they do not lock each
		// other out
		Sql.inTransaction(connection, () -> {
			for (Free next : all.subList(0, Math.min(wanted, all.size()))) {
				if (Sql.update(connection, "UPDATE customerio_partition SET owner = ?, lease_until = " + this.end
						+ " WHERE part = ? AND " + free, this.owner, next.part) == 1) {
					if (next.owner != null && !next.owner.equals(this.owner)) {
						this.tables.crashed(connection, "owner = '" + next.owner + "'", "part = " + next.part);
					}
					parts.add(next.part);
				}
			}
		});
		Sql.update(connection, """
				DELETE FROM customerio_flight WHERE owner NOT IN (SELECT owner FROM customerio_instance)
				AND owner NOT IN (SELECT owner FROM customerio_partition WHERE owner IS NOT NULL)""");
		return parts.size() > before;
	}

	/** Others may go on at once. */
	void close() {
		this.ours = Set.of();
		this.held = new Held(Set.of(), 0, 0);
		try {
			this.connections.with((connection) -> {
				Sql.update(connection, "UPDATE customerio_partition SET owner = NULL, lease_until = 0 WHERE owner = ?",
						this.owner);
				Sql.update(connection, "DELETE FROM customerio_flight WHERE owner = ?", this.owner);
				return Sql.update(connection, "DELETE FROM customerio_instance WHERE owner = ?", this.owner);
			});
		}
		catch (RuntimeException ex) {
			logger.warn("The leases of the queue were not given back, so others wait for their end: {}", ex.toString());
		}
	}

	/**
	 * What is held.
	 *
	 * @param parts the parts
	 * @param untilNanos until when this instance may send, by the monotonic clock
	 * @param untilMillis the same by the wall clock
	 */
	private record Held(Set<Integer> parts, long untilNanos, long untilMillis) {

	}

	private record Free(int part, @Nullable String owner) {

	}

}
