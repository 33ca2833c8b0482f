// The browser of the checks, and the packages from npm that drive it, kept in target/check-pages.
"use strict";

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const CACHE = path.resolve(__dirname, "..", "target", "check-pages");
// The versions are part of the check: a newer axe finds more.
const PACKAGES = { "playwright-core": "1.64.1", "axe-core": "4.14.1" };
const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Puts the packages into the cache unless they are there, and returns how to load them.
function install() {
  fs.mkdirSync(CACHE, { recursive: true });
  const manifest = path.join(CACHE, "package.json");
  const load = createRequire(manifest);
  const isThere = ([name, version]) => {
    try {
      return load(`${name}/package.json`).version === version;
    } catch {
      return false;
    }
  };
  if (!Object.entries(PACKAGES).every(isThere)) {
    console.log(`Installing from npm into target/check-pages: ${Object.keys(PACKAGES).join(", ")}`);
    fs.writeFileSync(manifest, JSON.stringify({ private: true, dependencies: PACKAGES }));
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: CACHE, stdio: "inherit" });
  }
  return load;
}

function executable() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = BROWSERS.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = [process.env.CHROMIUM, ...candidates].find((file) => file && fs.existsSync(file));
  if (!found) throw new Error("no Chromium: install Debian's package chromium, or name it in CHROMIUM");
  return found;
}

module.exports = { CACHE, FLAGS, executable, install };
