// The editor of an issue: order, words, approval; saved as issue.yaml. Every text goes in as text, never as markup.

let plan; // what the server says, with the flags of every story
let token;
let dragged;
let nodes = []; // the editor on the page; kept while something in it is not saved
let unsaved = false;

addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

/** Show the editor in `main`; `h` makes elements, `issue` has the articles and the languages. */
export async function showEditor(main, h, issue) {
  if (unsaved) return main.replaceChildren(...nodes); // somebody looked at an article, and comes back
  const answer = await fetch("plan.json");
  if (!answer.ok) throw new Error(await answer.text());
  ({ plan, token } = await answer.json());
  const status = h("p", { role: "status", className: "quiet" }, "");
  const isSpare = ({ id }) => plan.spare.includes(id);
  const list = h("ol", { className: "edit" }, ...plan.stories.filter((story) => !isSpare(story)).map((story) => item(h, issue, story)));
  list.addEventListener("click", ({ target }) => target.dataset.move && move(target.closest("li"), Number(target.dataset.move), status));
  list.addEventListener("keydown", (event) => {
    const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(event.target.closest("li"), step, status);
    event.target.focus();
  });
  list.addEventListener("change", ({ target }) => {
    if (target.dataset.key !== "lead" || !target.checked) return;
    for (const other of list.querySelectorAll('[data-key="lead"]')) other.checked = other === target; // one story leads
  });
  list.addEventListener("dragstart", ({ target }) => (dragged = target.closest?.("li")));
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    unsaved = true;
  });
  list.addEventListener("dragend", () => (dragged = undefined));
  nodes = [
    h("header", { className: "article" }, h("h1", {}, "Edit the issue"),
      h("p", { className: "quiet" }, "Alt with an arrow key moves a story. What you change is checked against its article when you save.")),
    plan.strange ? h("p", { className: "notice" }, "The issue.yaml here is of another issue, none of its stories is in this one. Saving replaces it.") : null,
    ...["intro", "outro"].map((name) => around(h, issue, name)),
    list,
    spares(h, issue, plan.stories.filter(isSpare), list, status),
    h("p", { className: "save" }, h("button", { type: "button", id: "save" }, "Save"), " ", status),
  ].filter(Boolean);
  for (const node of nodes) node.addEventListener("input", () => (unsaved = true));
  main.replaceChildren(...nodes);
  main.querySelector("#save").addEventListener("click", () => save(main, h, issue, status));
}

/** The stories that are not in the issue, each with a button that takes it in: at the end, where it can be moved from. */
function spares(h, issue, stories, list, status) {
  if (!stories.length) return null;
  const rows = stories.map((story) => {
    const [[code, { headline, dek }]] = Object.entries(story.texts);
    const button = h("button", { type: "button", "aria-label": `Take in: ${headline}` }, "Take in");
    const row = h("li", { className: "card" }, h("h3", inLanguage(issue, code), headline), h("p", inLanguage(issue, code), dek), button);
    button.addEventListener("click", () => {
      const taken = item(h, issue, story);
      list.append(taken);
      unsaved = true;
      row.remove();
      taken.scrollIntoView({ block: "nearest" });
      taken.querySelector("button").focus();
      status.textContent = `Taken in, at place ${list.children.length}. Save keeps it.`;
    });
    return row;
  });
  return h("section", { "aria-labelledby": "spare" },
    h("h2", { id: "spare" }, "Not in the issue"),
    h("p", { className: "quiet" }, "There are briefs of these stories as well; the issue as it was last made does not tell them."),
    h("ul", { className: "edit" }, ...rows));
}

function move(row, step, status) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const focused = document.activeElement;
  other[step < 0 ? "before" : "after"](row);
  unsaved = true;
  focused.focus();
  status.textContent = `Place ${[...row.parentElement.children].indexOf(row) + 1} of ${row.parentElement.children.length}`;
}

const native = (issue, code) => issue.languages[code]?.native ?? code;
const inLanguage = (issue, code) => ({ lang: code, dir: issue.languages[code]?.direction ?? "ltr" });

function around(h, issue, name) {
  const shown = { intro: "Above the stories", outro: "Below the stories" }[name];
  return h("details", { open: Object.values(plan[name]).some(Boolean) }, h("summary", {}, `${shown} (Markdown)`),
    ...plan.languages.map((code) => field(h, issue, `${shown}, ${native(issue, code)}`, `${name} ${code}`, plan[name][code], code, 3)));
}

function field(h, issue, label, key, value, code, rows) {
  const box = rows ? h("textarea", { rows: String(rows), ...inLanguage(issue, code) }) : h("input", { type: "text", ...inLanguage(issue, code) });
  box.value = value ?? "";
  box.dataset.key = key;
  return h("label", { className: "field" }, h("span", { className: "quiet" }, label), box);
}

function tick(h, label, name, checked) {
  const box = h("input", { type: "checkbox", checked });
  box.dataset.key = name;
  return h("label", { className: "chip" }, box, label);
}

function item(h, issue, story) {
  const result = issue.results.find(({ document: source }) => source.id === story.id);
  const title = Object.values(story.texts)[0].headline;
  const isNew = plan.new.includes(story.id) || plan.spare.includes(story.id);
  const words = Object.entries(story.texts).flatMap(([code, text]) => [
    h("h3", {}, native(issue, code)),
    ...text.flags.map((flag) => h("p", { className: "notice" }, h("span", { className: "mark flagged" }, "flagged"), ` ${flag}`)),
    field(h, issue, `Headline, ${native(issue, code)}`, `headline ${code}`, text.headline, code, 0),
    field(h, issue, `Sentence under it, ${native(issue, code)}`, `dek ${code}`, text.dek, code, 2),
    field(h, issue, `Bullets, one a line, ${native(issue, code)}`, `bullets ${code}`, text.bullets.join("\n"), code, 4),
    field(h, issue, `Section, ${native(issue, code)}`, `section ${code}`, story.section[code], code, 0),
    ...(result?.document.metadata.image
      ? [field(h, issue, `What the picture shows, ${native(issue, code)}`, `alt ${code}`, story.alt[code], code, 0)] : []),
  ]);
  const evidence = (result?.document.sentences ?? []).map((sentence) => h("p", {}, sentence.text));
  const row = h("li", { className: "card", draggable: "true", "data-id": story.id },
    h("h2", inLanguage(issue, Object.keys(story.texts)[0]), title),
    ...(isNew ? [h("p", { className: "quiet" }, h("span", { className: "mark new" }, "new"),
      plan.spare.includes(story.id) ? " Taken in; Save keeps it." : " issue.yaml does not know this story: it comes last. Save takes it into the plan, where it stands here.")] : []),
    ...(story.changed ? [h("p", { className: "notice" }, "Changed since it was approved: read the flags, and approve it again.")] : []),
    h("p", { className: "choices" },
      h("button", { type: "button", "data-move": "-1", "aria-label": `Move up: ${title}` }, "↑"),
      h("button", { type: "button", "data-move": "1", "aria-label": `Move down: ${title}` }, "↓"),
      tick(h, "Approved", "approve", story.approve), tick(h, "Left out", "drop", story.drop),
      tick(h, "Lead", "lead", plan.lead === story.id)),
    h("div", { className: "beside" }, h("div", {}, ...words),
      h("section", { className: "evidence", "aria-label": `Evidence: ${title}`, tabIndex: 0, ...inLanguage(issue, result?.document.language) },
        h("p", { className: "quiet" }, "The article"), ...evidence)));
  // Text is selected with the mouse inside a field: only then the card does not move.
  row.addEventListener("focusin", ({ target }) => (row.draggable = !target.matches("textarea, input[type=text]")));
  row.addEventListener("focusout", () => (row.draggable = true));
  return row;
}

/** What is approved is what the page shows, with the flags that it shows: what is changed at the same time has other codes. */
const approval = ({ texts }) => Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, text.code]));

/** What the fields say, as issue.yaml has it. */
function collect(main) {
  const around = (name) => Object.fromEntries(plan.languages.map((code) => [code, main.querySelector(`[data-key="${name} ${code}"]`).value]));
  const rows = [...main.querySelectorAll("li[data-id]")];
  const stories = rows.map((row) => {
    const box = (key) => row.querySelector(`[data-key="${key}"]`);
    const known = plan.stories.find((story) => story.id === row.dataset.id);
    const codes = Object.keys(known.texts);
    const texts = codes.map((code) => [code, {
      headline: box(`headline ${code}`).value, dek: box(`dek ${code}`).value,
      bullets: box(`bullets ${code}`).value.split("\n").map((line) => line.trim()).filter(Boolean),
    }]);
    return {
      id: row.dataset.id, approve: box("approve").checked && approval(known), drop: box("drop").checked, texts: Object.fromEntries(texts),
      section: Object.fromEntries(codes.map((code) => [code, box(`section ${code}`).value])),
      alt: Object.fromEntries(codes.map((code) => [code, box(`alt ${code}`)?.value ?? known.alt[code]])),
    };
  });
  const lead = rows.find((row) => row.querySelector('[data-key="lead"]').checked)?.dataset.id ?? "";
  return { seen: plan.seen, lead, intro: around("intro"), outro: around("outro"), stories };
}

async function save(main, h, issue, status) {
  const answer = await fetch("plan.json", {
    method: "POST", headers: { "Content-Type": "application/json", "X-Briefsmith-Token": token }, body: JSON.stringify(collect(main)),
  });
  if (!answer.ok) {
    status.textContent = `Not saved: ${await answer.text()}`;
    return;
  }
  unsaved = false;
  await showEditor(main, h, issue);
  const waiting = plan.stories.filter((story) => !story.approve && !story.drop && !plan.spare.includes(story.id) && Object.values(story.texts).some(({ flags }) => flags.length));
  main.querySelector("#save").focus();
  main.querySelector("[role=status]").textContent = waiting.length
    ? `Saved. Flagged and not approved: ${waiting.map(({ id }) => id).join(", ")}`
    : "Saved. Run `briefsmith newsletter` again to write the files.";
}
