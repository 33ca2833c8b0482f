// What is shown: a badge that says that this is a preview, and a panel with what is wrong.
//
// All of it lives in a shadow root outside the body, so that the styles of the site and ours never meet.
// Texts from the server are set as text, never as HTML.

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const STYLE = `
  :host { all: initial; color-scheme: light dark;
    --ground: #fff; --ink: #1a1a1a; --quiet: #595959; --line: #c9c9c9; --bad: #b3261e; --warn: #7a4d00;
    --link: #0b57a4; --code: #f4f4f4; }
  @media (prefers-color-scheme: dark) { :host {
    --ground: #1e1e1e; --ink: #f0f0f0; --quiet: #b5b5b5; --line: #555; --bad: #ff9a90; --warn: #f0c070;
    --link: #8ec5ff; --code: #2a2a2a; } }
  @media print { :host { display: none !important; } }
  .frame { position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: flex; flex-direction: column;
    align-items: flex-end; pointer-events: none; color: var(--ink);
    font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
  .frame > * { pointer-events: auto; }
  [hidden] { display: none !important; }
  button { font: inherit; color: inherit; background: var(--ground); cursor: pointer; }
  button:disabled { cursor: default; color: var(--quiet); }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
  .corner { display: flex; gap: 8px; margin: 8px; }
  a.badge { color: var(--link); background: var(--ground); text-decoration: none; }
  .badge { padding: 3px 12px; border: 1px solid var(--line); border-radius: 999px;
    font-size: 13px; min-height: 28px; max-width: calc(100vw - 16px); box-sizing: border-box;
    box-shadow: 0 1px 4px rgb(0 0 0 / .25); }
  .badge[data-state=bad] { border-color: var(--bad); color: var(--bad); font-weight: 600; }
  .badge[data-state=warn] { border-color: var(--warn); color: var(--warn); }
  .panel { box-sizing: border-box; width: 100%; max-height: 45vh; overflow: auto; overscroll-behavior: contain;
    background: var(--ground); border-top: 3px solid var(--bad); box-shadow: 0 -2px 12px rgb(0 0 0 / .3); }
  .panel[data-state=warn] { border-color: var(--warn); }
  header { position: sticky; top: 0; display: flex; gap: 12px; align-items: baseline;
    justify-content: space-between; padding: 8px 16px; background: var(--ground);
    border-bottom: 1px solid var(--line); }
  header p { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
  header button { border: 1px solid var(--line); border-radius: 4px; padding: 3px 12px; flex: none; }
  ol { list-style: none; margin: 0; padding: 0 16px; }
  li { padding: 10px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
  li:last-child { border: 0; }
  li p { margin: 2px 0; }
  .kind { font-weight: 600; color: var(--bad); margin-inline-end: .6em; }
  .kind[data-kind=warning] { color: var(--warn); }
  .kind[data-kind=note] { color: var(--quiet); }
  .code, .quiet { color: var(--quiet); font-size: 13px; }
  a { color: var(--link); }
  .place, pre { font-family: ui-monospace, "Noto Sans Mono CJK SC", "Sarasa Mono SC", Consolas, monospace;
    font-size: 13px; }
  pre { position: relative; margin: 6px 0; padding: 6px 10px; background: var(--code); overflow-x: auto; line-height: 1.5; tab-size: 4; }
  .row { display: block; white-space: pre; }
  .row.marked { padding-bottom: .9em; }
  .row .number { color: var(--quiet); user-select: none; }
  mark { position: relative; display: inline-block; min-width: .6em; background: none; color: var(--bad);
    font-weight: 600; }
  mark::after { content: "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^" / "";
    position: absolute; left: 0; top: 1em; width: 100%; overflow: hidden; }
  .label { display: block; color: var(--bad); white-space: pre; }
  mark + .label { padding-top: .7em; }
  .marked:has(.label) { padding-bottom: 0; }
`;

const badge = make('button', { class: 'badge', type: 'button', 'aria-controls': 'panel' });
const summary = make('p', { role: 'alert' });
const fold = make('button', { type: 'button' }, say('收起', 'Fold'));
const list = make('ol');
const heading = make('header', {}, summary, fold);
const panel = make(
  'section',
  { id: 'panel', class: 'panel', tabindex: '-1', 'aria-label': say('预览中的问题', 'Problems of the preview') },
  heading,
  list,
);
const status = make('span', { role: 'status' });
badge.append(status);
const desk = make('a', { class: 'badge', href: endpoint('') }, say('编辑台', 'Desk'));
const corner = make('div', { class: 'corner' }, desk, badge);
panel.hidden = true;

let problems = { revision: -1, errors: 0, warnings: 0, omitted: 0, list: [] };
let folded = false;
let unfolded = false;
let connected = true;
let remark = '';

function mount() {
  const host = make('duibiao-preview');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const frame = make('div', { class: 'frame', lang: say('zh-CN', 'en') }, panel, corner);
  shadow.append(frame);
  badge.addEventListener('click', () => setFolded(!panel.hidden));
  fold.addEventListener('click', () => setFolded(true));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden && !event.defaultPrevented) setFolded(true);
  });
  document.documentElement.append(host);
}

function setFolded(fold) {
  folded = fold;
  unfolded = !fold;
  const hadFocus = panel.contains(panel.getRootNode().activeElement);
  draw();
  if (fold && hadFocus) badge.focus();
  if (!fold) panel.focus();
}

function settled(words) {
  if (remark === words) return;
  remark = words;
  draw();
}

function setText(element, text) {
  // A live region is read out whenever it is written to.
  if (element.textContent !== text) element.textContent = text;
}

const count = (number, zh, one, many) =>
  number === 0 ? [] : [say(`${number} ${zh}`, `${number} ${number === 1 ? one : many}`)];

function draw() {
  const { errors, warnings } = problems;
  const counts = [
    ...count(errors, '个错误', 'error', 'errors'),
    ...count(warnings, '个警告', 'warning', 'warnings'),
  ].join(say('、', ', '));
  const state = !connected || errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'good';
  const words = connected
    ? [say('预览', 'Preview'), counts, remark]
    : [say('预览已停止', 'The preview has stopped')];
  setText(status, words.filter(Boolean).join(' · '));
  const any = problems.list.length > 0;
  panel.hidden = !any || folded || (errors === 0 && !unfolded);
  badge.disabled = !any;
  badge.dataset.state = panel.dataset.state = state;
  badge.setAttribute('aria-expanded', String(!panel.hidden));
  const kept = say('页面仍是上一次成功时的样子', 'the page is as it was before');
  setText(summary, errors > 0 && tag ? `${counts} · ${kept}` : counts);
}

function show(told) {
  if (told.revision === problems.revision) return;
  problems = told;
  if (told.errors === 0) folded = false;
  if (told.list.length === 0) unfolded = false;
  const scroll = panel.scrollTop;
  list.replaceChildren(...told.list.map(problemItem));
  if (told.omitted > 0) {
    const words = say(`另有 ${told.omitted} 个问题未列出`, `${told.omitted} more problems are not listed`);
    list.append(make('li', { class: 'quiet' }, words));
  }
  draw();
  panel.scrollTop = scroll;
  list.querySelectorAll('pre').forEach(showMark);
}

// A mark far to the right of a long line is scrolled to.
function showMark(excerpt) {
  const first = excerpt.querySelector('mark');
  const right = first ? first.offsetLeft + first.offsetWidth : 0;
  if (right > excerpt.clientWidth) excerpt.scrollLeft = right - excerpt.clientWidth / 2;
}

function problemItem(problem) {
  const kinds = {
    error: say('错误', 'Error'),
    warning: say('警告', 'Warning'),
    note: say('提示', 'Note'),
  };
  const kind = make('span', { class: 'kind', 'data-kind': problem.severity }, kinds[problem.severity] ?? '');
  const code = link(problem.explanation, problem.code, 'code', { target: '_blank' });
  const help = problem.help && `${say('改法：', 'Help: ')}${words(problem.help)}`;
  return make(
    'li',
    {},
    make('p', {}, kind, words(problem.message), ' ', code),
    problem.place && place(problem),
    problem.excerpt.length > 0 ? make('pre', { tabindex: '0' }, ...problem.excerpt.map(row)) : null,
    help ? make('p', {}, help) : null,
  );
}

const words = (both) => say(both.zh, both.en);

function place({ place: { path, line, column }, editor }) {
  return make('p', {}, link(editor, `${path}:${line}:${column}`, 'place'));
}

// A link, or only its words when the address is none that may be followed.
function link(address, text, style, attributes = {}) {
  const plain = make('span', { class: style }, text);
  if (!address) return plain;
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (!url || /^(javascript|data|file|blob|vbscript|about|view-source):$/.test(url.protocol)) return plain;
  return make('a', { class: style, href: url.href, rel: 'noreferrer noopener', ...attributes }, text);
}

function row({ number, text, marks }) {
  const characters = Array.from(text);
  const piece = (from, to) => characters.slice(from, to).join('');
  const pieces = [];
  let at = 0;
  for (const { start, end } of marks) {
    pieces.push(piece(at, start), make('mark', {}, piece(start, end)));
    at = end;
  }
  pieces.push(piece(at));
  const gutter = make('span', { class: 'number' }, `${String(number).padStart(4)} | `);
  const labels = marks.map(({ label }) => words(label)).filter(Boolean);
  return make(
    'span',
    { class: marks.length > 0 ? 'row marked' : 'row' },
    gutter,
    ...pieces,
    ...labels.map((label) => make('span', { class: 'label' }, `       ${label}`)),
  );
}
