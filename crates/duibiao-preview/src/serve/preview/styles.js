// New style sheets in the place of old ones, while the page stays.

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
