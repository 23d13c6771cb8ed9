// What the buttons do.

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `the application answered ${response.status}`);
  }
}

const valueOf = (id) => document.getElementById(id).valueAsNumber;

/** Lets buttons act; "say" tells the user what became of it. */
export function wire(say) {
  const error = document.getElementById('error');
  const act = async (button, done, path, body) => {
    error.textContent = '';
    button.disabled = true;
    try {
      await post(path, body);
      say(done);
    } catch (ex) {
      error.textContent = `Not done: ${ex.message}`;
    } finally {
      button.disabled = false;
      if (document.activeElement === document.body) {
        button.focus(); // a disabled button loses it
      }
    }
  };

  document.getElementById('compare').addEventListener('change', ({ target }) => {
    document.body.classList.toggle('comparing', target.checked);
  });
  document.getElementById('burst').addEventListener('submit', (event) => {
    event.preventDefault();
    const compare = document.getElementById('compare').checked;
    act(event.submitter, `${valueOf('calls')} calls are made.`, 'live/burst', { calls: valueOf('calls'), compare });
  });
  document.getElementById('events').addEventListener('submit', (event) => {
    event.preventDefault();
    act(event.submitter, `${valueOf('count')} events are queued.`, 'live/queue', { events: valueOf('count') });
  });
  for (const button of document.querySelectorAll('[data-trouble]')) {
    const name = button.querySelector('span').textContent;
    button.addEventListener('click', () => act(button, `${name}: started.`, 'live/trouble', { trouble: button.dataset.trouble }));
  }
  for (const button of document.querySelectorAll('[data-pause]')) {
    const what = button.dataset.pause;
    button.addEventListener('click', () => {
      const paused = button.dataset.paused !== 'true';
      act(button, `${what} ${paused ? 'paused' : 'resumed'}.`, `actuator/customerio/${what}`, { paused });
    });
  }
}
