// What the numbers mean, in words.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const compact = new Intl.NumberFormat('en', { notation: 'compact' });

export const number = (value) => whole.format(value);

/** As short as the axis of a chart needs it, such as "10K". */
export const short = (value) => compact.format(value);

export const seconds = (millis) => `${tenths.format(millis / 1000)} s`;

/** A limit in force and its window, such as "100 per 1 s". */
export const limitOf = (line) => `${number(line.effectiveLimit)} per ${number(line.windowMillis / 1000)} s`;

export const perSecond = (limit, line) => limit / (line.windowMillis / 1000);

/** About how long those who wait have to, in words. Instances that wait get the same. */
export function timeLeft(line) {
  const holders = line.sharing && line.sharing.state === 'SHARED' ? Object.values(line.sharing.holders) : [];
  const instances = Math.max(1, holders.filter((it) => it.waiting > 0).length);
  const left = Math.ceil((line.waiting * instances) / Math.max(1, perSecond(line.effectiveLimit, line)));
  return left < 100 ? `about ${left} s` : `about ${Math.round(left / 60)} min`;
}

const calls = (count) => (count === 1 ? '1 call waits' : `${number(count)} calls wait`);

/** The tone and the sentence for the top of the page. */
export function status({ quotas, queue }) {
  const track = quotas.track;
  const queued = queue.queued > 0 ? `, ${number(queue.queued)} events queued` : '';
  if (track.paused) {
    return ['paused', `Paused by hand: ${calls(track.waiting)}${queued}`];
  }
  if (track.pauseMillis > 0) {
    return ['held', `Customer.io asked for a pause: ${seconds(track.pauseMillis)} left, ${calls(track.waiting)}${queued}`];
  }
  const why = track.sharing?.state === 'SHARE' ? 'its share while Redis does not answer' : 'lowered after 429s';
  const lowered = track.effectiveLimit < track.limit ? ` (${why})` : '';
  const limit = `${number(perSecond(track.effectiveLimit, track))} per second${lowered}`;
  if (track.waiting > 0 || track.inFlight > 0 || track.perSecond >= 1) {
    const line = track.waiting > 0 ? `, ${number(track.waiting)} waiting, ${timeLeft(track)} left` : ', nobody waits';
    return ['sending', `Sending ${number(track.perSecond)} of ${limit}${line}${queued}`];
  }
  if (queue.paused) {
    return ['paused', `The queue is paused by hand${queued}`];
  }
  return ['idle', `Nothing to send. The limit is ${limit}`];
}
