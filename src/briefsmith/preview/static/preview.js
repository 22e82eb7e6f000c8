// Briefs next to their evidence: what `briefsmith preview` and `briefsmith serve` show. Every text from articles and models goes
// in as text, never as markup.

const FORMATS = {
  html: "E-mail", txt: "Plain text", md: "Markdown", eml: "Message source", "rss.xml": "RSS", "atom.xml": "Atom", "feed.json": "JSON Feed",
};
const main = document.querySelector("#main");
const list = document.querySelector("#list");
let issue; // what the server says: name, languages, newsletter (names of files), results
let entries = []; // one for each article: its result, its words for the filter, its item in the list
// The names of the boxes that are not ticked, kept from article to article; of the formats, two are shown at first.
const off = new Set(Object.keys(FORMATS).filter((format) => !["html", "txt"].includes(format)));

/** An element. Properties that elements do not have become attributes; null leaves one out. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null) continue;
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name === "className" ? "class" : name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const language = (code) => issue.languages[code] ?? { name: code, native: code, direction: "ltr", spaced: true, separator: " " };
/** The attributes of an element whose text is in a language. */
const inLanguage = (code) => (code ? { lang: code, dir: language(code).direction } : { dir: "auto" });
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const titleOf = ({ document: { id, metadata }, briefs }) => metadata?.title?.trim() || briefs[0]?.headline || id;
const flagsOf = (brief) => brief.checks.filter((check) => check.status === "flagged");
const isWeb = (address) => URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol);

// ---- The list of articles

function listArticles() {
  entries = issue.results.map((result) => {
    const { document: source, briefs, failures } = result;
    const flags = briefs.flatMap(flagsOf).length;
    const title = titleOf(result);
    const marks = [flags ? mark("flagged", plural(flags, "flag")) : null, failures.length ? mark("failed", "failed") : null];
    const link = h("a", { href: `#/articles/${encodeURIComponent(source.id)}` },
      h("span", { className: "title", ...inLanguage(source.language) }, title), h("span", { className: "marks" }, ...marks));
    const words = [source.id, title, ...briefs.flatMap((brief) => [brief.headline, brief.text])].join("\n").toLowerCase();
    return { result, words, link, item: h("li", {}, link), attention: flags + failures.length > 0 };
  });
  document.querySelector("#articles").replaceChildren(...entries.map((entry) => entry.item));
  list.hidden = entries.length < 2;
  document.querySelector("#articles").addEventListener("keydown", moveInList);
  for (const id of ["filter", "attention"]) document.getElementById(id).addEventListener("input", filter);
  filter();
}

function filter() {
  const wanted = document.querySelector("#filter").value.toLowerCase().split(/\s+/);
  const attention = document.querySelector("#attention").checked;
  let shown = 0;
  for (const entry of entries) {
    entry.item.hidden = (attention && !entry.attention) || !wanted.every((word) => entry.words.includes(word));
    shown += !entry.item.hidden;
  }
  document.querySelector("#count").textContent = `${shown} of ${plural(entries.length, "article")}`;
  const links = shownLinks();
  rove(links.find((link) => link.hasAttribute("aria-current")) ?? links[0]);
}

/** One stop of Tab for the whole list: the chosen article, or the first that is shown; the arrow keys move from there. */
function rove(link) {
  for (const { link: other } of entries) other.tabIndex = other === link ? 0 : -1;
}

function shownLinks() {
  return entries.filter(({ item }) => !item.hidden).map(({ link }) => link);
}

function moveInList(event) {
  const links = shownLinks();
  const place = links.indexOf(document.activeElement);
  const target = { ArrowDown: links[place + 1], ArrowUp: links[place - 1], Home: links[0], End: links.at(-1) }[event.key];
  if (place < 0 || !target) return;
  event.preventDefault();
  rove(target);
  target.focus();
}

const UNITS = { s: "sentence", p: "key point", w: "word", c: "character" };
/** A length in words: "1s" is one sentence. */
function lengthName(length) {
  const [, number, unit] = /^(\d+)([spwc])$/.exec(length) ?? [];
  return unit ? `at most ${plural(Number(number), UNITS[unit])}` : length;
}

const mark = (kind, text) => h("span", { className: `mark ${kind}` }, text);

// ---- One article: its briefs by length and language, next to its source

function showArticle({ result, link }) {
  for (const { link: other } of entries) other.toggleAttribute("aria-current", false);
  link.setAttribute("aria-current", "true");
  rove(link);
  const { document: source, briefs, failures } = result;
  const title = titleOf(result);
  document.title = `${title} · briefsmith preview`;
  const lengths = [...new Set(briefs.map((brief) => brief.length))];
  const rows = lengths.map((length) => h("section", { className: "row" }, h("h2", {}, lengthName(length)), h("div", { className: "cards" },
    ...briefs.filter((brief) => brief.length === length).map((brief) => card(brief, source)))));
  const work = h("div", { className: "work" }, h("div", { className: "briefs" }, ...(rows.length ? rows : [h("p", {}, "There are no briefs for this article.")])), sourcePane(source));
  main.replaceChildren(
    h("header", { className: "article" },
      h("h1", inLanguage(source.language), title), facts(source),
      ...failures.map((failure) => h("p", { className: "notice" }, mark("failed", "failed"), ` ${failure.stage}: ${failure.message}`))),
    h("div", { className: "choices" },
      boxes("Languages", [...new Set(briefs.map((brief) => brief.language))], (code) => language(code).native),
      boxes("Lengths", lengths, lengthName)),
    work);
  lightUp(work);
  choose();
}

function facts({ metadata = {}, id, language: code }) {
  const texts = ["author", "sitename", "place", "date"].map((key) => metadata[key]?.trim()).filter(Boolean);
  const parts = [...texts, code ? language(code).name : "", id].filter(Boolean).map((text) => h("li", {}, h("bdi", {}, text)));
  const url = metadata.url ?? "";
  if (isWeb(url)) parts.push(h("li", {}, h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url)));
  return h("ul", { className: "facts quiet" }, ...parts);
}

function card(brief, source) {
  const { language: code, length, headline, sentences, checks, provenance } = brief;
  const { native, name, spaced, separator } = language(code);
  const text = brief.text || headline;
  const size = spaced ? plural(text.split(/\s+/).length, "word") : plural([...text].length, "character");
  const translated = provenance.some((step) => step.stage === "translate");
  const read = brief.coverage < 1 ? `written after reading ${Math.round(brief.coverage * 100)} % of the article` : null;
  const label = [size, translated ? "machine-translated" : null, read].filter(Boolean).join(" · ");
  const parted = brief.text.includes("\n\n"); // a short brief is one paragraph
  const numbered = sentences.map((sentence, index) => [sentence, index]);
  const paragraphs = Object.values(Object.groupBy(numbered, ([sentence]) => (parted ? sentence.paragraph : 0)))
    .map((group) => h("div", { className: "paragraph", role: "presentation" },
      ...group.flatMap(([sentence, index]) => [briefSentence(brief, sentence, index, source), separator])));
  const body = h("div", { className: "text listbox", role: "listbox", "aria-multiselectable": "true", ...inLanguage(code),
    "aria-label": `${name}, ${length}: sentences` }, ...paragraphs);
  return h("article", { className: "card", "data-choices": `${code} ${length}` },
    h("p", { className: "quiet" }, h("b", {}, h("bdi", { lang: code }, native)), ` · ${label}`),
    h("h3", inLanguage(code), headline, doubted(brief.headline_level)), sentences.length ? body : null, checkList(checks), steps(provenance));
}

const doubted = (level) => (level === "doubtful" ? mark("doubtful", "doubtful translation") : null);

function briefSentence(brief, { text, sources, support, doubt, level }, index, { sentences }) {
  const flags = flagsOf(brief).filter((check) => check.sentence === index);
  const numbers = sources.map((source) => source + 1).join(", ");
  const origin = support === "exact" ? "Taken from" : "Written by a model after reading";
  const evidence = sources.slice(0, 3).map((source) => sentences[source].text).join(" ");
  const risk = level ? [`Translation ${{ sure: "sure", read: "to be read beside its source", doubtful: "doubtful" }[level]}: ${Math.round(doubt * 100)} % likely to have a serious error.`] : [];
  const description = [`${origin} source sentence ${numbers}: ${evidence}`, ...risk, ...flags.map((check) => `Flagged: ${check.message}`)].join(" ");
  return h("span", { className: "sentence", role: "option", "aria-selected": "false", "aria-description": description, "data-sources": sources.join(" ") },
    text, doubted(level), ...flags.map((check) => mark("flagged", check.name)), support === "exact" ? null : mark("model", "written by a model"),
    h("span", { className: "number", "aria-hidden": "true" }, numbers));
}

function checkList(checks) {
  const line = ({ name, status, message, sentence }) => {
    const where = sentence === null ? "" : ` (sentence ${sentence + 1})`;
    return h("li", {}, mark(status, status), ` ${name}${message ? `: ${message}` : ""}${where}`);
  };
  const passed = checks.filter((check) => check.status === "passed");
  const flagged = checks.filter((check) => check.status !== "passed");
  if (!checks.length) return h("p", { className: "quiet" }, "No check was run.");
  return h("div", { className: "checks" },
    flagged.length ? h("ul", {}, ...flagged.map(line)) : null,
    passed.length ? h("details", {}, h("summary", {}, mark("passed", `${plural(passed.length, "check")}: facts found, meaning not read`)), h("ul", {}, ...passed.map(line))) : null);
}

function steps(provenance) {
  if (!provenance.length) return null;
  const step = ({ stage, engine, model, revision, parameters, route }) => {
    const details = [["route", route], ["model", model], ["revision", revision], ["settings", parameters]].filter(([, value]) => value);
    return h("li", {}, `${stage} by ${engine}`, h("dl", {}, ...details.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
  };
  return h("details", {}, h("summary", {}, "How it was made"), h("ol", { className: "steps" }, ...provenance.map(step)));
}

function sourcePane({ language: code, sentences = [], dropped = [] }) {
  const parts = [
    ...sentences.map((sentence, index) => ({ ...sentence, index })),
    ...dropped.map((span) => ({ ...span, paragraph: null })),
  ].sort((a, b) => a.start - b.start);
  const blocks = [];
  for (const [place, part] of parts.entries()) {
    if (!place || part.paragraph !== parts[place - 1].paragraph) blocks.push(h("div", { className: "paragraph", role: "presentation" }));
    const option = { role: "option", "aria-selected": "false" };
    blocks.at(-1).append(part.paragraph === null
      ? h("span", { ...option, className: "dropped", lang: "en", dir: "ltr" },
        `left out: ${part.reason.replaceAll("_", " ")}, ${plural(part.end - part.start, "character")}`)
      : h("span", { ...option, className: "sentence", "data-source": String(part.index) },
        h("span", { className: "number", "aria-hidden": "true" }, String(part.index + 1)), part.text), " ");
  }
  return h("section", { className: "source", "aria-labelledby": "source" },
    h("h2", { id: "source" }, "Source"),
    blocks.length
      ? h("div", { className: "text listbox", role: "listbox", "aria-multiselectable": "true", "aria-label": "Source: sentences", ...inLanguage(code) }, ...blocks)
      : h("p", { className: "quiet" }, "The text of this article is missing."));
}

// ---- Evidence: a sentence that is pointed at or focused highlights its sources, or the sentences made from it

const isSource = (option) => "source" in option.dataset;
const sourcesOf = ({ dataset }) => (dataset.sources ?? dataset.source ?? "").split(" ").filter(Boolean);

/** Whether one sentence is the other's evidence, or the same sentence in another language or length. */
function related(option, other) {
  const [own, others] = [sourcesOf(option), sourcesOf(other)];
  if (isSource(option) || isSource(other)) return own.some((source) => others.includes(source));
  return own.length > 0 && own.join() === others.join();
}

function lightUp(work) {
  const options = [...work.querySelectorAll("[role=option]")];
  const optionAt = (event) => event.target.closest("[role=option]");
  const light = (option) => {
    const lit = options.filter((other) => option && (other === option || related(option, other)));
    for (const other of options) other.setAttribute("aria-selected", String(lit.includes(other)));
    const evidence = lit.find(isSource);
    if (evidence && evidence !== option) scrollInto(work.querySelector(".source"), evidence);
  };
  for (const option of options) option.tabIndex = option === option.closest("[role=listbox]").querySelector("[role=option]") ? 0 : -1;
  work.addEventListener("pointerover", (event) => optionAt(event) && light(optionAt(event)));
  work.addEventListener("pointerout", (event) => optionAt(event) && light(options.find((option) => option === document.activeElement)));
  work.addEventListener("focusout", () => light(null));
  work.addEventListener("focusin", (event) => {
    const option = optionAt(event);
    light(option);
    if (!option) return;
    // Tab stops at one sentence of each list: the one that had the focus last.
    option.closest("[role=listbox]").querySelector("[tabindex='0']").tabIndex = -1;
    option.tabIndex = 0;
    option.scrollIntoView({ block: "nearest" }); // in a small window the source has just grown
  });
  let origin; // where Escape goes back to
  work.addEventListener("keydown", (event) => {
    const option = optionAt(event);
    if (!option) return;
    const inside = [...option.closest("[role=listbox]").querySelectorAll("[role=option]")];
    const place = inside.indexOf(option);
    const across = options.find((other) => isSource(other) !== isSource(option) && related(option, other) && other.checkVisibility());
    const targets = { ArrowDown: inside[place + 1], ArrowUp: inside[place - 1], Home: inside[0], End: inside.at(-1), Enter: across, Escape: origin };
    if (!targets[event.key]) return;
    event.preventDefault();
    if (event.key === "Enter") origin = option;
    targets[event.key].focus();
  });
}

/** Scroll a pane, and nothing around it, so that a sentence can be seen. */
function scrollInto(pane, sentence) {
  const outer = pane.getBoundingClientRect();
  const inner = sentence.getBoundingClientRect();
  if (inner.top >= outer.top + 48 && inner.bottom <= outer.bottom) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollBy({ top: inner.top - outer.top - pane.clientHeight / 3, behavior: calm ? "instant" : "smooth" });
}

// ---- Boxes to tick: which languages, lengths and formats are shown side by side

function boxes(legend, names, shown = (name) => name) {
  const box = (name) => h("label", { className: "chip" },
    h("input", { type: "checkbox", value: name, checked: !off.has(name) }), h("span", { lang: issue.languages[name] ? name : null }, shown(name)));
  const set = h("fieldset", { hidden: names.length < 2 }, h("legend", {}, legend), ...names.map(box));
  set.addEventListener("change", ({ target }) => {
    off[target.checked ? "delete" : "add"](target.value);
    choose();
  });
  return set;
}

/** Show the cards whose boxes are all ticked, and the rows that have such a card. */
function choose() {
  for (const element of main.querySelectorAll("[data-choices]")) {
    element.hidden = element.dataset.choices.split(" ").some((name) => off.has(name));
  }
  for (const row of main.querySelectorAll(".row")) row.hidden = !row.querySelector(".card:not([hidden])");
}

// ---- The newsletter: language by format

async function showNewsletter() {
  document.title = "Newsletter · briefsmith preview";
  const files = issue.newsletter.map((name) => ({ name, code: name.split(".")[0], format: name.slice(name.indexOf(".") + 1) }));
  const present = Object.keys(FORMATS).filter((format) => files.some((file) => file.format === format));
  const panes = await Promise.all(present.flatMap((format) => files.filter((file) => file.format === format)).map(pane));
  main.replaceChildren(
    h("header", { className: "article" }, h("h1", {}, "Newsletter")),
    h("div", { className: "choices" },
      boxes("Languages", [...new Set(files.map((file) => file.code))], (code) => language(code).native),
      boxes("Formats", present, (format) => FORMATS[format]), widths()),
    h("div", { className: "panes" }, ...panes));
  choose();
}

async function pane({ name, code, format }) {
  const address = `newsletter/${name}`;
  const title = `${language(code).native}, ${FORMATS[format]}`;
  const content = format === "html"
    ? h("iframe", { src: address, sandbox: "", title, loading: "lazy" })
    : h("pre", { tabIndex: 0, role: "region", "aria-label": title, ...(/^(txt|md)$/.test(format) ? inLanguage(code) : {}) },
      await (await fetch(address)).text());
  return h("section", { className: `pane ${format === "html" ? "mail" : ""}`, "data-choices": `${code} ${format}` },
    h("h2", {}, h("bdi", { lang: code }, language(code).native), ` · ${FORMATS[format]} `, h("a", { href: address, target: "_blank", rel: "noopener" }, name)),
    content);
}

function widths() {
  const phone = h("input", { type: "checkbox" });
  phone.addEventListener("change", () => main.classList.toggle("phone", phone.checked));
  main.classList.remove("phone");
  return h("fieldset", {}, h("legend", {}, "E-mail"), h("label", { className: "chip" }, phone, "As wide as a phone"));
}

async function showEdit() {
  document.title = "Edit · briefsmith preview";
  const { showEditor } = await import("./edit.js");
  await showEditor(main, h, issue).catch(({ message }) => complain(message));
}

// ---- The address says what is shown

function route() {
  const [view, id] = location.hash.replace(/^#\//, "").split("/");
  const newsletter = view === "newsletter" && issue.newsletter.length > 0;
  const edit = view === "edit" && Boolean(issue.editable);
  const current = edit ? "#/edit" : newsletter ? "#/newsletter" : "#/articles";
  for (const link of document.querySelectorAll("#views a")) {
    if (link.hash === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  list.hidden = newsletter || edit || entries.length < 2;
  if (newsletter) return showNewsletter();
  if (edit) return showEdit();
  const entry = entries.find(({ result }) => encodeURIComponent(result.document.id) === id) ?? entries[0];
  if (entry) return showArticle(entry);
  return main.replaceChildren(h("p", { className: "notice" }, "There is no article in this issue."));
}

/** Show an issue: its name, languages, newsletter files and results. */
export async function show(data) {
  issue = data;
  document.querySelector("#issue").textContent = issue.name;
  document.querySelector("#views").hidden = !issue.newsletter.length && !issue.editable;
  for (const link of document.querySelectorAll("#views a")) {
    link.hidden = (link.hash === "#/newsletter" && !issue.newsletter.length) || (link.hash === "#/edit" && !issue.editable);
  }
  listArticles();
  await route();
}

/** Show what went wrong in place of briefs. */
export const complain = (message) => main.replaceChildren(h("p", { className: "notice", role: "alert" }, message));

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address still names the article
  main.focus();
});
addEventListener("hashchange", () => issue && route());
