// The new page in the place of the old one, without loading it again where that is possible.
//
// This is the first of the files that make the script of the preview; the server joins them into one
// function, so what they share is not seen by scripts of the site. Whatever goes wrong here, the page that
// is shown stays.

const script = document.currentScript;
const base = new URL('..', script.src);
const endpoint = (name) => new URL(`_desk/${name}`, base).href;
const inChinese = /^(zh|$)/i.test(document.documentElement.lang);
const say = (zh, en) => (inChinese ? zh : en);
const KEPT = 'duibiao-preview';

// What is known of the page and the site.
let tag = script.dataset.page;
let revision = Number(script.dataset.revision);
let serial = 0;

// ---- The new page in the place of the old one

const isOurs = (element) => element.src === script.src;
const runs = (element) => /^($|module$|(text|application)\/(java|ecma)script)/i.test(element.type);
const hasScripts = (page) =>
  [...page.querySelectorAll('script')].some((element) => runs(element) && !isOurs(element));

let fetching = false;
let stale = false;

// Fetches the page of this address if it is another one now. Whatever goes wrong, the page stays.
async function refresh() {
  stale = true;
  if (fetching) return;
  fetching = true;
  try {
    while (stale) {
      stale = false;
      await fetchPage();
    }
  } catch {
    // The server is gone; the stream of events notices too and comes back by itself.
  } finally {
    fetching = false;
  }
}

async function fetchPage() {
  const headers = tag ? { 'If-None-Match': `"${tag}"` } : {};
  const answer = await fetch(location.href.split('#')[0], { headers, cache: 'no-store' });
  if (answer.status === 304) return settled('');
  if (answer.status === 404) return settled(say('此页已不存在', 'this page is gone'));
  if (!answer.ok) return settled(say('此页暂时无法生成', 'this page cannot be made now'));
  settled('');
  const type = answer.headers.get('Content-Type') ?? '';
  const found = /"(.*)"/.exec(answer.headers.get('ETag') ?? '');
  if (found && found[1] === tag) return;
  if (answer.redirected) return location.replace(answer.url);
  if (!tag || !found || !type.startsWith('text/html')) return reload();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (hasScripts(document) || hasScripts(page)) return reload();
  tag = found[1];
  swap(page);
}

function swap(page) {
  const root = document.documentElement;
  const place = whereWeAre();
  const focus = whatHasFocus();
  keepOpen(document, page);
  copyAttributes(root, page.documentElement);
  document.title = page.title;
  mergeHead(page.head);
  morph(document.body, page.body);
  focus();
  place();
}

// Makes a node like another one, touching as little as possible: what is equal at both ends of its
// children stays, and what is left is matched pair by pair or exchanged.
function morph(node, like) {
  copyAttributes(node, like);
  const olds = [...node.childNodes];
  const news = [...like.childNodes];
  const most = Math.min(olds.length, news.length);
  let head = 0;
  while (head < most && olds[head].isEqualNode(news[head])) head += 1;
  let tail = 0;
  while (tail < most - head && olds.at(-1 - tail).isEqualNode(news.at(-1 - tail))) tail += 1;
  const gone = olds.slice(head, olds.length - tail);
  const come = news.slice(head, news.length - tail);
  if (gone.length === come.length && gone.every((old, at) => isSameKind(old, come[at]))) {
    gone.forEach((old, at) => morphOne(old, come[at]));
    return;
  }
  const before = olds[olds.length - tail] ?? null;
  gone.forEach((old) => old.remove());
  come.forEach((fresh) => node.insertBefore(document.importNode(fresh, true), before));
}

function morphOne(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) old.nodeValue = fresh.nodeValue;
  else if (!old.isEqualNode(fresh)) morph(old, fresh);
}

const isSameKind = (a, b) => a.nodeName === b.nodeName && (a.id ?? '') === (b.id ?? '');

function copyAttributes(element, like) {
  for (const { name } of [...element.attributes]) {
    if (!like.hasAttribute(name)) element.removeAttribute(name);
  }
  for (const { name, value } of like.attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

// Puts the new elements of the head in their places. Style sheets that go stay until those that come are
// there, so that the page is never without style.
function mergeHead(head) {
  const kept = new Map();
  for (const old of document.head.children) kept.set(keyOf(old), old);
  let previous = null;
  const loading = [];
  for (const like of head.children) {
    let element = kept.get(keyOf(like));
    if (element) kept.delete(keyOf(like));
    else {
      element = document.importNode(like, true);
      if (previous) previous.after(element);
      else document.head.prepend(element);
      if (isStyleSheet(element)) loading.push(loaded(element));
    }
    previous = element;
  }
  kept.delete('TITLE');
  Promise.all(loading).then(() => kept.forEach((old) => old.remove()));
}

function keyOf(element) {
  if (element.nodeName === 'TITLE') return 'TITLE';
  if (!isStyleSheet(element)) return element.outerHTML;
  const plain = element.cloneNode();
  plain.setAttribute('href', plainAddress(plain.getAttribute('href')));
  return plain.outerHTML;
}

// Keeps what the reader has opened or closed.
function keepOpen(from, to) {
  const nameOf = (element) => element.id || element.querySelector('summary')?.textContent || '';
  const named = (page) => {
    const counts = new Map();
    return [...page.body.querySelectorAll('details')].map((element) => {
      const name = nameOf(element);
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return [`${count} ${name}`, element];
    });
  };
  const open = new Map(named(from));
  for (const [name, element] of named(to)) {
    if (open.has(name)) element.open = open.get(name).open;
  }
}

// Remembers what has the focus, and gives a function that gives it back.
function whatHasFocus() {
  const element = document.activeElement;
  if (!element || !document.body.contains(element) || element === document.body) return () => {};
  const path = [];
  for (let at = element; at !== document.body; at = at.parentNode) {
    path.unshift([...at.parentNode.children].indexOf(at));
  }
  return () => {
    if (element.isConnected) return;
    const there = path.reduce((at, index) => at?.children[index], document.body);
    const again = (element.id && document.getElementById(element.id)) || there;
    again?.focus({ preventScroll: true });
  };
}

// Remembers what is at the top of the window, and gives a function that puts it there again.
function whereWeAre() {
  const root = document.documentElement;
  const { scrollX, scrollY } = window;
  const atTop = document.elementFromPoint(root.clientWidth / 2, 1);
  const anchor = scrollY > 0 ? atTop?.closest('body [id]') : null;
  const top = anchor?.getBoundingClientRect().top;
  const target = document.querySelector(':target');
  const anchoring = root.style.overflowAnchor;
  root.style.overflowAnchor = 'none';
  return () => {
    // The browser marks the target of the address only when it goes there.
    if (target && !target.isConnected && location.hash) location.replace(location.hash);
    window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    const again = anchor && document.getElementById(anchor.id);
    const moved = again ? again.getBoundingClientRect().top - top : 0;
    if (moved) window.scrollBy({ left: 0, top: moved, behavior: 'instant' });
    requestAnimationFrame(() => {
      root.style.overflowAnchor = anchoring;
      if (!root.getAttribute('style')) root.removeAttribute('style');
    });
  };
}

// ---- Loading again, where nothing else will do

function reload() {
  try {
    const { scrollX: x, scrollY: y } = window;
    sessionStorage.setItem(KEPT, JSON.stringify({ address: location.href, x, y }));
  } catch {
    // A page without storage only loses its place.
  }
  location.reload();
}

function goBack() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    if (kept?.address !== location.href) return;
    const go = () => window.scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    go();
    if (document.readyState !== 'complete') window.addEventListener('load', go, { once: true });
  } catch {
    // As above.
  }
}
