// The page of `briefsmith serve`: an article in, its briefs next to their evidence out.
import { complain, show } from "./preview.js";

const form = document.querySelector("#ask");
const [article, file, lang, length, token, state] = ["article", "file", "lang", "length", "token", "state"].map((id) => document.getElementById(id));

const listed = (text) => text.split(",").map((part) => part.trim()).filter(Boolean);
const isAddress = (text) => /^https?:\/\/\S+$/.test(text);
const headers = () => (token.value ? { Authorization: `Bearer ${token.value}` } : {});

/** What to send: a form with the chosen file, otherwise the text or address as JSON. */
function request() {
  if (file.files.length) {
    const body = new FormData();
    body.append("file", file.files[0]);
    body.append("lang", lang.value);
    body.append("length", length.value);
    return ["page/file", { method: "POST", headers: headers(), body }];
  }
  const text = article.value.trim();
  const body = JSON.stringify({ [isAddress(text) ? "url" : "text"]: text, lang: listed(lang.value), length: listed(length.value) });
  return ["page", { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body }];
}

async function ask(event) {
  event.preventDefault();
  if (!file.files.length && !article.value.trim()) return article.focus();
  state.textContent = "Working …";
  try {
    const answer = await fetch(...request());
    const data = await answer.json();
    if (answer.status === 401) document.querySelector("#tokens").hidden = false;
    if (answer.ok) await show(data);
    else complain(data.error.message);
  } catch (error) {
    complain(`The service does not answer: ${error.message}`);
  } finally {
    state.textContent = "";
  }
  document.querySelector("#main").focus();
}

function over(event) {
  event.preventDefault();
  form.classList.toggle("over", event.type === "dragover");
  if (event.type === "drop" && event.dataTransfer.files.length) {
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  }
}

form.addEventListener("submit", ask);
for (const type of ["dragover", "dragleave", "drop"]) form.addEventListener(type, over);
// A text that is typed or pasted replaces the file that was chosen before.
article.addEventListener("input", () => { file.value = ""; });

const answer = await fetch("languages", { headers: headers() });
if (answer.status === 401) document.querySelector("#tokens").hidden = false;
if (answer.ok) {
  const { translated } = await answer.json();
  const pairs = [...new Set(translated.map(({ source, target }) => `${source} to ${target}`))];
  document.querySelector("#known").textContent = `Translated here: ${pairs.join(", ")}. Without a language, briefs are in the article's own.`;
}
