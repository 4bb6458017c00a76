// Builds the front end: static/src → static/dist, hashed names, and manifest.json that tells the
// templates which name is which. Everything is built aside and swapped in, so a server that is
// running never sees half a folder. Nothing happens when no input has changed.
//
//   node static/build.mjs [--force]

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SRC = path.join(ROOT, "static", "src");
const DIST = path.join(ROOT, "static", "dist");
const STAMP = ".inputs";
// Phones that people bring: about five years of browsers.
const TARGET = ["chrome100", "edge100", "firefox100", "safari15"];
// What the typesetter needs for paper and no page loads: kept under its own name.
const PAPER_FONTS = { "@expo-google-fonts/noto-emoji": "400Regular/NotoEmoji_400Regular.ttf" };
const FILE_LOADERS = { ".woff2": "file", ".woff": "file", ".svg": "file", ".png": "file" };

function filesUnder(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function digest(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function inputHash() {
  const own = [fileURLToPath(import.meta.url), path.join(ROOT, "package-lock.json")];
  const files = [...own, ...filesUnder(SRC)];
  return digest(files.flatMap((file) => [path.relative(ROOT, file), fs.readFileSync(file)]));
}

function isCurrent(hash) {
  const stamp = path.join(DIST, STAMP);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash;
}

function present(file) {
  const found = fs.existsSync(path.join(SRC, file));
  if (!found) console.log(`  (${file} finnes ikke, hoppes over)`);
  return found;
}

/** Each page loads one script; they share nothing at run time, so a page is one request. */
function entryPoints() {
  const folder = path.join(SRC, "js", "entry");
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const scripts = names.filter((name) => name.endsWith(".js")).map((name) => `js/entry/${name}`);
  if (!scripts.length) console.log("  (ingen skript i js/entry, hoppes over)");
  const styles = ["css/app.css"].filter(present);
  return [...scripts, ...styles].map((file) => path.join(SRC, file));
}

function manifestKey(output) {
  if (!output.entryPoint) return null;
  const source = path.relative(SRC, path.join(ROOT, output.entryPoint)).split(path.sep).join("/");
  return source.replace(/^(js|css)\//, "");
}

/** A font or picture has no entry point, but exactly one input: that names it. */
function assetKey(output) {
  const inputs = Object.keys(output.inputs);
  return inputs.length === 1 ? path.basename(inputs[0]) : null;
}

function manifestOf(outputs, outdir) {
  const manifest = {};
  for (const [file, output] of Object.entries(outputs)) {
    const name = path.relative(outdir, path.join(ROOT, file)).split(path.sep).join("/");
    const key = manifestKey(output) ?? assetKey(output);
    if (key) manifest[key] = name;
  }
  return manifest;
}

async function bundle(esbuild, outdir, entries, names, define = {}) {
  if (!entries.length) return {};
  const result = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: entries,
    outdir,
    entryNames: names,
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    conditions: ["style"],
    loader: FILE_LOADERS,
    legalComments: "eof",
    charset: "utf8",
    metafile: true,
    logLevel: "warning",
    define,
  });
  return result.metafile;
}

/** static/src/img/** is copied under hashed names, for the pictures that templates point to. */
function copyPictures(outdir) {
  const manifest = {};
  const folder = path.join(SRC, "img");
  for (const file of filesUnder(folder)) {
    const content = fs.readFileSync(file);
    const { name, ext } = path.parse(file);
    const hashed = `${name}-${digest([content]).slice(0, 8)}${ext}`;
    fs.writeFileSync(path.join(outdir, hashed), content);
    manifest[path.relative(SRC, file).split(path.sep).join("/")] = hashed;
  }
  return manifest;
}

function copyPaperFonts(outdir) {
  fs.mkdirSync(path.join(outdir, "fonts"));
  for (const [name, file] of Object.entries(PAPER_FONTS)) {
    const source = path.join(ROOT, "node_modules", name, file);
    fs.copyFileSync(source, path.join(outdir, "fonts", path.basename(file)));
  }
}

function packageOf(input) {
  const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match ? match[1] : null;
}

/** The licences of what is bundled go along with it, as they ask. */
function writeLicences(outdir, inputs) {
  const bundled = inputs.map(packageOf).filter(Boolean);
  const packages = [...new Set([...bundled, ...Object.keys(PAPER_FONTS)])].sort();
  const texts = packages.map((name) => {
    const folder = path.join(ROOT, "node_modules", name);
    const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json")));
    const files = fs.readdirSync(folder).filter((entry) => /^licen[cs]e/i.test(entry)).sort();
    const read = (file) => fs.readFileSync(path.join(folder, file), "utf8").trim();
    const text = files.map(read).join("\n\n");
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  fs.writeFileSync(path.join(outdir, "LICENSES.txt"), texts.join("\n----\n\n"));
}

/** The worker keeps its name, since browsers look for it there; its build id makes it new. */
async function buildWorker(esbuild, outdir, build) {
  if (!present("js/sw.js")) return {};
  const define = { __BUILD__: JSON.stringify(build) };
  await bundle(esbuild, outdir, [path.join(SRC, "js", "sw.js")], "[name]", define);
  return { "sw.js": "sw.js" };
}

function swapIn(fresh) {
  const old = `${DIST}.old-${process.pid}`;
  if (fs.existsSync(DIST)) fs.renameSync(DIST, old);
  fs.renameSync(fresh, DIST);
  fs.rmSync(old, { recursive: true, force: true });
}

async function build(outdir, hash) {
  const esbuild = await import("esbuild");
  const { outputs = {}, inputs = {} } = await bundle(
    esbuild, outdir, entryPoints(), "[name]-[hash]",
  );
  const manifest = {
    ...manifestOf(outputs, outdir),
    ...copyPictures(outdir),
    ...(await buildWorker(esbuild, outdir, hash.slice(0, 12))),
  };
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  fs.writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify(sorted, null, 2) + "\n");
  copyPaperFonts(outdir);
  writeLicences(outdir, Object.keys(inputs));
  fs.writeFileSync(path.join(outdir, STAMP), hash);
  return Object.keys(sorted).length;
}

async function main() {
  const hash = inputHash();
  if (isCurrent(hash) && !process.argv.includes("--force")) return;
  const fresh = `${DIST}.new-${process.pid}`;
  fs.mkdirSync(fresh, { recursive: true });
  try {
    const count = await build(fresh, hash);
    swapIn(fresh);
    console.log(`  ${count} filer i static/dist`);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(`Bygget av static/ stoppet: ${error.message}`);
  process.exitCode = 1;
});
