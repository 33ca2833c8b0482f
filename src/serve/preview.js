// The script of the preview in a page.
//
// It puts the new page in the place of the old one without loading it again, changes style sheets without
// touching the page, and shows what is wrong. All that it shows lives in a shadow root outside the body, so
// that the styles of the site and ours never meet. Texts from the server are set as text, never as HTML.
(() => {
  'use strict';

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

  // ---- Elements --------------------------------------------------------------------------------------

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  // ---- The new page in the place of the old one ------------------------------------------------------

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

  // ---- Loading again, where nothing else will do -----------------------------------------------------

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

  // ---- Style sheets ----------------------------------------------------------------------------------

  const isStyleSheet = (element) =>
    element.nodeName === 'LINK' && element.relList.contains('stylesheet') && element.hasAttribute('href');

  const plainAddress = (address) => address.replace(/[?&]duibiao-preview=\d+/, '');

  function loaded(element) {
    return new Promise((done) => {
      element.addEventListener('load', done, { once: true });
      element.addEventListener('error', done, { once: true });
      // A sheet for another medium may be put off by the browser.
      setTimeout(done, 3000);
    });
  }

  // Loads the style sheets with these paths again. The old one goes when the new one is there.
  function restyle(paths) {
    const links = [...document.querySelectorAll('link')].filter(isStyleSheet);
    for (const path of paths) {
      const own = links.filter((link) => new URL(link.href).pathname === path);
      if (own.length > 0) replaceLinks(own);
      else if ([...document.styleSheets].some((sheet) => imports(sheet, path, 0))) reload();
    }
  }

  function replaceLinks(links) {
    const last = links.at(-1);
    const fresh = last.cloneNode();
    const address = plainAddress(last.getAttribute('href'));
    serial += 1;
    fresh.setAttribute('href', `${address}${address.includes('?') ? '&' : '?'}duibiao-preview=${serial}`);
    loaded(fresh).then(() => links.forEach((link) => link.remove()));
    last.after(fresh);
  }

  function imports(sheet, path, depth) {
    if (!sheet || depth > 8) return false;
    try {
      return [...sheet.cssRules].some(
        (rule) =>
          rule instanceof CSSImportRule &&
          (new URL(rule.href, sheet.href ?? location.href).pathname === path ||
            imports(rule.styleSheet, path, depth + 1)),
      );
    } catch {
      return false;
    }
  }

  // ---- What is shown ---------------------------------------------------------------------------------

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
    .badge { margin: 8px; padding: 3px 12px; border: 1px solid var(--line); border-radius: 999px;
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
    .label:first-of-type { padding-top: .7em; }
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
    const frame = make('div', { class: 'frame', lang: say('zh-CN', 'en') }, panel, badge);
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

  // ---- The stream of events --------------------------------------------------------------------------

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
})();
