// The last minute, in points that are made once and then only grow older.

export const SECONDS = 60;

export class History {
  constructor() {
    this.points = [];
  }

  /** Adds a snapshot and what changed since the one before. */
  add(snapshot) {
    const last = this.points.at(-1);
    if (last && (snapshot.millis <= last.millis || snapshot.millis - last.millis > SECONDS * 1000)) {
      this.points = []; // the application was started anew, or the page slept
    }
    const before = this.points.at(-1)?.snapshot ?? snapshot;
    const elapsed = Math.max(1, snapshot.millis - before.millis) / 1000;
    const batches = snapshot.batches - before.batches;
    const fixedWindow = snapshot.simulation?.fixedWindow;
    const fixedWindowBefore = before.simulation?.fixedWindow;
    this.points.push({
      millis: snapshot.millis,
      snapshot,
      throttled: snapshot.quotas.track.throttled - before.quotas.track.throttled,
      throttledPerSecond: (snapshot.quotas.track.throttled - before.quotas.track.throttled) / elapsed,
      retries: snapshot.retries - before.retries,
      retriesPerSecond: (snapshot.retries - before.retries) / elapsed,
      batchSize: batches > 0 ? (snapshot.operations - before.operations) / batches : null,
      fixedWindowThrottledPerSecond: fixedWindow && fixedWindowBefore
        ? Math.max(0, fixedWindow.throttled - fixedWindowBefore.throttled) / elapsed : 0,
    });
    while (this.points[0].millis < snapshot.millis - SECONDS * 1000) {
      this.points.shift();
    }
  }

  /** The values of a minute as points of a chart, the present at 0. */
  series(value) {
    const now = this.points.at(-1).millis;
    return this.points.map((point) => ({ x: (point.millis - now) / 1000, y: value(point) }));
  }

  sum(value) {
    return this.points.reduce((sum, point) => sum + value(point), 0);
  }

  max(value) {
    return this.points.reduce((max, point) => Math.max(max, value(point) ?? 0), 0);
  }

  /** The latest value that there is. */
  latest(value) {
    const point = this.points.findLast((candidate) => value(candidate) !== null);
    return point ? value(point) : null;
  }
}
