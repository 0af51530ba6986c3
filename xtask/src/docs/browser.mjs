// Opens pages of the site as readers do, wide and narrow, light and dark, and checks what they see.
// Arguments: the folder of the site, the browser.
import { createRequire } from "node:module";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const [site, browser] = process.argv.slice(2);
const shots = join(process.cwd(), "screenshots");
mkdirSync(shots, { recursive: true });

// Every page is opened; those that are special are looked at in all ways.
function pagesBelow(folder, path = "") {
  return readdirSync(join(folder, path)).sort().flatMap((name) => {
    const inner = path ? `${path}/${name}` : name;
    if (statSync(join(folder, inner)).isDirectory()) return pagesBelow(folder, inner);
    return inner.endsWith(".html") ? [inner] : [];
  });
}
const all = pagesBelow(site);
const workflow = all.filter((page) => page.startsWith("workflows/")).sort((a, b) => statSync(join(site, b)).size - statSync(join(site, a)).size)[0];

// What is wider than the window, and what lies over something else, as far as a program can tell.
function look() {
  const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  const clipped = [];
  for (const element of document.querySelectorAll("main *, header *, nav *")) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || element.closest(".unseen, .skip, [hidden]")) continue;
    const frame = element.parentElement.closest(".table, .code, .picture, .results, .nav");
    if (!frame && box.right > innerWidth + 1) clipped.push(`${element.tagName.toLowerCase()} ends at ${Math.round(box.right)}`);
  }
  const blocks = [...document.querySelectorAll("main > *, header > *:not(.skip)")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).float === "none";
  });
  const over = [];
  for (let i = 1; i < blocks.length; i += 1) {
    const [a, b] = [blocks[i - 1], blocks[i]];
    if (a.parentElement !== b.parentElement) continue;
    const [x, y] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
    const beside = x.right <= y.left + 1 || y.right <= x.left + 1;
    const below = x.bottom <= y.top + 1 || y.bottom <= x.top + 1;
    if (!beside && !below) over.push(`${a.tagName.toLowerCase()} and ${b.tagName.toLowerCase()} overlap`);
  }
  const texts = [];
  for (const picture of document.querySelectorAll(".picture svg")) {
    const edge = picture.getBoundingClientRect();
    const labels = [...picture.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
    for (const [text, box] of labels) {
      if (box.left < edge.left - 1 || box.right > edge.right + 1) texts.push(`"${text.textContent}" leaves its picture`);
    }
    for (let i = 0; i < labels.length; i += 1) {
      for (let j = i + 1; j < labels.length; j += 1) {
        const [x, y] = [labels[i][1], labels[j][1]];
        if (x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 2 && y.top < x.bottom - 2) {
          texts.push(`"${labels[i][0].textContent}" lies over "${labels[j][0].textContent}"`);
        }
      }
    }
  }
  return { overflow: [...wide, ...clipped.slice(0, 3)], overlap: [...over, ...texts.slice(0, 3)] };
}

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const rows = [];
const details = [];

async function check(page, name, width, theme, messages) {
  await page.addScriptTag({ path: axe });
  const seen = await page.evaluate(look);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
  const row = { page: name, width, theme, overflow: seen.overflow.length, overlap: seen.overlap.length, console: messages.length, axe: violations.length };
  rows.push(row);
  const where = `${name} at ${width}, ${theme}`;
  for (const text of [...seen.overflow, ...seen.overlap, ...messages]) details.push(`${where}: ${text}`);
  for (const found of violations) {
    details.push(`${where}: axe ${found.id}: ${found.help}; ${found.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
  }
  messages.length = 0;
}

// Each visit is that of a new reader: nothing is remembered from the one before.
async function visit(name, width, theme, act) {
  const context = await chrome.newContext({ colorScheme: theme, viewport: { width, height: width < 600 ? 844 : 900 } });
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) messages.push(message.text()); });
  page.on("pageerror", (error) => messages.push(String(error)));
  page.on("request", (request) => { if (!/^(file|data):/.test(request.url())) messages.push(`loads ${request.url()}`); });
  await page.goto(pathToFileURL(join(site, act.page)).href);
  if (act.run) await act.run(page);
  if (act.shot) await page.screenshot({ path: join(shots, `${act.shot}-${width}-${theme}.png`), fullPage: act.full ?? false });
  await check(page, name, width, theme, messages);
  await context.close();
}

// Ticks every set of facts, or many of them, and looks for a row that tells something else than the data does. The data is
// held against the generated crate by a test of the repository.
function wronglyChosen() {
  const frame = document.querySelector("[data-choose]");
  const { in_place, channels, rows } = JSON.parse(frame.dataset.choose);
  const facts = [...in_place, ...channels].map((option) => option.id);
  const boxes = facts.map((id) => document.querySelector(`.choose input[value="${CSS.escape(id)}"]`));
  const sets = 2 ** facts.length;
  const step = Math.max(1, Math.floor(sets / 4096));
  for (let set = 1; set < sets; set += step) {
    boxes.forEach((box, at) => { box.checked = Math.floor(set / 2 ** at) % 2 === 1; });
    boxes[0].dispatchEvent(new Event("change"));
    const has = new Set(facts.filter((_, at) => boxes[at].checked));
    for (const row of rows) {
      const needs = row.needs.filter((need) => !need.met_by.some((fact) => has.has(fact))).map((need) => need.label);
      const told = needs.length === 0 ? "Fits: nothing is missing" : `Also needs ${needs.join("; ")}`;
      const element = [...frame.querySelectorAll("tbody tr")].find((tr) => tr.cells[0].textContent.startsWith(`${row.key} `));
      if (element.hidden || element.cells[1].textContent !== told) {
        return `with ${[...has]}, workflow ${row.key} tells "${element.cells[1].textContent}", not "${told}"`;
      }
    }
  }
  return "";
}

const views = [
  { name: "start page", page: "index.html", shot: "start" },
  { name: "workflow", page: workflow, shot: "workflow", full: true },
  {
    name: "workflow, everything open", page: workflow,
    run: (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((box) => { box.open = true; })),
  },
  {
    name: "search results", page: "index.html", shot: "search",
    run: async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("finalize", { delay: 10 });
      await page.waitForSelector("#ui\\.results a");
      await page.keyboard.press("ArrowDown");
      const focused = await page.evaluate(() => document.activeElement.closest("#ui\\.results") !== null);
      const told = await page.textContent("#ui\\.search-status");
      if (!focused || !/\d+ result/.test(told)) throw new Error("the search cannot be used by keyboard, or tells nothing");
    },
  },
  {
    name: "rows chosen", page: "index.html", shot: "chosen",
    run: async (page) => {
      if ((await page.locator(".choose input").count()) === 0) return;
      await page.locator(".choose input").first().focus();
      await page.keyboard.press("Space");
      if (!(await page.locator(".choose input").first().isChecked())) throw new Error("a box cannot be ticked by keyboard");
      const wrong = await page.evaluate(wronglyChosen);
      if (wrong) throw new Error(wrong);
    },
  },
  {
    name: "theme chosen by hand", page: "index.html",
    run: async (page) => {
      const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const before = await colour();
      await page.click("#ui\\.theme");
      if (before === (await colour())) throw new Error("the button for the theme changes nothing");
      await page.click("#ui\\.theme");
    },
  },
];

const chrome = await chromium.launch({ executablePath: browser, headless: true, args: flags });
let failed = false;
try {
  for (const width of [1280, 390]) {
    for (const theme of ["light", "dark"]) {
      for (const view of views) await visit(view.name, width, theme, view);
    }
  }
  for (const page of all) {
    for (const width of [1280, 390]) await visit(page, width, "light", { page });
  }
} catch (error) {
  failed = true;
  details.push(String(error));
} finally {
  await chrome.close();
}

const columns = ["page", "width", "theme", "overflow", "overlap", "console", "axe"];
const sizes = columns.map((column) => Math.max(column.length, ...rows.map((row) => String(row[column]).length)));
const line = (cells) => cells.map((cell, index) => String(cell).padEnd(sizes[index])).join("  ").trimEnd();
for (const detail of details) console.error(detail);
console.log(line(columns));
for (const row of rows) console.log(line(columns.map((column) => row[column])));
const bad = rows.filter((row) => row.overflow + row.overlap + row.console + row.axe > 0).length;
console.log(`${rows.length} views of ${all.length} pages, ${bad} with something wrong`);
process.exit(failed || bad > 0 || rows.length === 0 ? 1 : 0);
