// The stream of events from the server, and the beginning of everything.

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;
let stream = null;
let pause = FIRST_PAUSE;
let timer = 0;
let isFirst = true;

function connect() {
  if (stream || document.hidden) return;
  clearTimeout(timer);
  const own = new EventSource(endpoint('events'));
  stream = own;
  const hear = (name, act) => own.addEventListener(name, (event) => act(JSON.parse(event.data)));
  hear('state', meet);
  hear('style', (news) => {
    revision = news.revision;
    restyle(news.styles);
  });
  hear('changed', (news) => {
    revision = news.revision;
    refresh();
  });
  hear('problems', show);
  own.onerror = () => {
    if (stream !== own) return;
    disconnect();
    connected = false;
    draw();
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };
}

function disconnect() {
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

// The state at the beginning of a stream. After an interruption nothing is sure: the server may be
// another one that counts from the start.
function meet(state) {
  connected = true;
  pause = FIRST_PAUSE;
  const restarted = state.revision < revision;
  const styles = Object.entries(state.styles).filter(([, at]) => restarted || at > revision);
  restyle(styles.map(([path]) => path));
  if (!isFirst || !tag || state.pages > revision) refresh();
  if (!isFirst) problems.revision = -1;
  isFirst = false;
  revision = state.revision;
  show(state.problems);
  draw();
}

// A browser opens few connections to one host, so only pages that are seen hold one.
document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()));
window.addEventListener('pagehide', disconnect);
window.addEventListener('pageshow', connect);

mount();
draw();
goBack();
connect();
