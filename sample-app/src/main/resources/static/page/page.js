// Shows what the application tells twice a second.

import { wire } from './actions.js';
import { Charts } from './charts.js';
import { History } from './history.js';
import { limitOf, number, perSecond, seconds, status, timeLeft } from './words.js';

// a screen reader hears of changes at once, of numbers not more often than this
const ANNOUNCE_MILLIS = 10_000;

// who wants less motion gets charts that move less often
const CALM_MILLIS = 3_000;

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const history = new History();
const charts = new Charts();
let drawn = 0;
let announced = 0;

function show(id, text) {
  const element = document.getElementById(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function say(text) {
  show('announcer', text);
  announced = performance.now();
}

function showStatus(tone, text) {
  const now = document.getElementById('now');
  show('status', text);
  if (now.dataset.tone !== tone || performance.now() - announced > ANNOUNCE_MILLIS) {
    now.dataset.tone = tone;
    say(text);
    if (history.points.length > 0) {
      charts.describe(history);
    }
  }
}

function showNumbers({ quotas: { track }, queue, retries }) {
  const throttled = history.sum((point) => point.throttled);
  const retried = history.sum((point) => point.retries);
  const batch = history.latest((point) => point.batchSize);
  show('rate', number(track.perSecond));
  show('rate-note', `of ${number(perSecond(track.effectiveLimit, track))} allowed`);
  show('waiting', number(track.waiting));
  show('waiting-note', track.waiting > 0 ? timeLeft(track) : 'nobody');
  show('in-flight', number(track.inFlight));
  show('throttled', number(track.throttled));
  show('throttled-note', `${number(throttled)} in a minute`);
  show('retries', number(retries));
  show('retries-note', `${number(retried)} in a minute`);
  show('pause-left', seconds(track.pauseMillis));
  show('pause-note', track.paused ? 'paused by hand' : track.pauseMillis > 0 ? 'asked for by 429' : 'none');
  show('queued', number(queue.queued));
  show('queued-note', queue.paused ? 'paused by hand' : `${number(queue.inFlight)} in flight`);
  show('batch', batch === null ? '–' : number(batch));
  show('batch-note', 'events a request');
}

function showPause(id, paused, name) {
  document.getElementById(id).dataset.paused = paused;
  show(id, `${paused ? 'Resume' : 'Pause'} ${name}`);
}

function showQuotas(quotas) {
  const body = document.getElementById('quotas');
  for (const [name, line] of Object.entries(quotas)) {
    let row = document.getElementById(`quota-${name}`);
    if (!row) {
      row = body.insertRow();
      row.id = `quota-${name}`;
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = name[0].toUpperCase() + name.slice(1);
      row.append(head);
      for (let i = 0; i < 4; i++) {
        row.insertCell();
      }
    }
    fill(row, [limitOf(line), number(line.accepted), number(line.waiting), number(line.throttled)]);
  }
}

const SHARING = {
  SHARED: (sharing) => `${number(sharing.instances)} instances share the Track limit`,
  LEARNING: () => 'Redis was away or has lost its keys: no permits for a moment',
  SILENT: () => 'Redis does not answer: nothing is sent until all permits have ended',
  SHARE: (sharing) => `Redis does not answer: this instance sends its share of ${number(sharing.share)}`,
  STOPPED: () => 'Redis does not answer: nothing is sent until it does',
};

function showSharing(sharing) {
  document.getElementById('sharing').hidden = !sharing;
  if (!sharing) {
    return;
  }
  show('sharing-note', SHARING[sharing.state](sharing));
  const body = document.getElementById('instances');
  const known = sharing.state === 'SHARED' || sharing.state === 'LEARNING';
  const names = known ? Object.keys(sharing.holders) : []; // else they are of before
  body.parentElement.hidden = !known;
  while (body.rows.length > names.length) {
    body.deleteRow(-1);
  }
  names.forEach((name, i) => {
    let row = body.rows[i];
    if (!row) {
      row = body.insertRow();
      const head = document.createElement('th');
      head.scope = 'row';
      row.append(head);
      row.insertCell();
      row.insertCell();
    }
    if (row.cells[0].textContent !== name) {
      row.cells[0].textContent = name;
    }
    fill(row, [number(sharing.holders[name].held), number(sharing.holders[name].waiting)]);
  });
}

function fill(row, texts) {
  texts.forEach((text, i) => {
    const cell = row.querySelectorAll('td')[i];
    if (cell.textContent !== text) {
      cell.textContent = text;
    }
  });
}

const outcome = (counts) => [counts.calls, counts.accepted, counts.throttled, counts.lost].map(number);

function showSimulation(simulation) {
  show('mode', simulation ? 'with a simulated Customer.io' : 'with your workspace');
  document.getElementById('try').hidden = !simulation;
  document.getElementById('outcome').hidden = !simulation;
  document.body.classList.toggle('real', !simulation);
  if (!simulation) {
    return;
  }
  show('most', number(simulation.mostInAnyWindow));
  fill(document.getElementById('ours'), outcome(simulation.burst));
  fill(document.getElementById('theirs'), simulation.fixedWindow ? outcome(simulation.fixedWindow) : ['–', '–', '–', '–']);
  for (const button of document.querySelectorAll('[data-trouble]')) {
    const left = simulation.troubles[button.dataset.trouble];
    const note = button.querySelector('small');
    note.dataset.length ??= note.textContent;
    note.textContent = left === undefined ? note.dataset.length : `${Math.ceil(left / 1000)} s left`;
    button.classList.toggle('on', left !== undefined);
  }
}

function onSnapshot(snapshot) {
  history.add(snapshot);
  showStatus(...status(snapshot));
  showNumbers(snapshot);
  showPause('pause-track', snapshot.quotas.track.paused, 'Track');
  showPause('pause-queue', snapshot.queue.paused, 'queue');
  showQuotas(snapshot.quotas);
  showSharing(snapshot.quotas.track.sharing);
  showSimulation(snapshot.simulation);
  const now = performance.now();
  if (!document.hidden && now - drawn >= (calm.matches ? CALM_MILLIS : 0)) {
    drawn = now;
    charts.draw(history);
  }
}

wire(say);
const source = new EventSource('live');
source.onmessage = (event) => onSnapshot(JSON.parse(event.data));
source.onerror = () => showStatus('held', 'No connection to the application, trying again');
