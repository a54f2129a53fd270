// The form: texts go to /v1/coref, answers and errors come onto the page.

import { connect } from "./chains.js";
import { showDocument } from "./marks.js";
import { readFragment, writeFragment } from "./share.js";

const LANGUAGES = { pl: "Polish", en: "English" };
const byId = (id) => document.getElementById(id);
const form = byId("form");
let request = new AbortController();
let resolved = null;

async function resolve() {
  request.abort();
  request = new AbortController();
  const { signal } = request;
  const text = form.text.value;
  showProgress(true);
  say("Reading the text …");
  try {
    const answer = await ask(text, signal);
    resolved = { document: answer, language: form.language.value };
    showDocument(answer, byId("resolved"), byId("entities"));
    byId("result").hidden = false;
    say(summary(answer));
    byId("status").scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (signal.aborted) return;
    complain(error.message);
  }
  showProgress(false);
}

async function ask(text, signal) {
  const headers = { "Content-Type": "application/json" };
  if (form.key.value) headers["X-API-Key"] = form.key.value;
  const body = JSON.stringify({ text, language: form.language.value });
  const answer = await fetch("v1/coref", { method: "POST", headers, body, signal }).catch((error) => {
    throw new Error(`The service cannot be reached (${error.message}). Is it running?`);
  });
  if (answer.ok) return answer.json();
  if (answer.status === 401) askForKey();
  const problem = await answer.json().catch(() => ({}));
  throw new Error(sentence(problem.detail ?? `the service answered ${answer.status} ${answer.statusText}`));
}

function askForKey() {
  byId("key-row").hidden = false;
  form.key.focus();
}

function sentence(words) {
  return `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
}

function summary({ language, clusters }) {
  const mentions = clusters.reduce((count, cluster) => count + cluster.mentions.length, 0);
  if (!clusters.length) return `${LANGUAGES[language]}. No two expressions here were found to mean the same.`;
  return `${LANGUAGES[language]}. ${count(clusters.length, "entity", "entities")}, ${count(mentions, "mention", "mentions")}.`;
}

function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function say(words) {
  byId("error").textContent = "";
  byId("status").textContent = words;
}

function complain(words) {
  byId("status").textContent = "";
  byId("error").textContent = words;
}

function showProgress(working) {
  byId("progress").hidden = byId("stop").hidden = !working;
  byId("result").ariaBusy = working;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Over plain HTTP from another machine there is no such object.
  const fill = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  if (!document.execCommand("copy")) throw new Error("the browser does not allow it");
}

async function copyAndSay(what, text) {
  try {
    await copy(text);
    say(`${what} copied.`);
  } catch (error) {
    complain(`${what} could not be copied: ${error.message}.`);
  }
}

async function openShared() {
  try {
    const shared = await readFragment(location.hash.slice(1));
    if (!shared) return;
    fill(shared.text, shared.language);
  } catch (error) {
    complain(error.message);
    return;
  }
  await resolve();
}

function fill(text, language) {
  form.text.value = text;
  form.language.value = language in LANGUAGES ? language : "auto";
}

form.onsubmit = (event) => {
  event.preventDefault();
  resolve();
};
form.text.onkeydown = (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
};
byId("stop").onclick = () => {
  request.abort();
  showProgress(false);
  say("Stopped.");
};
byId("examples").onclick = ({ target }) => {
  const { text, language } = target.dataset;
  if (!text) return;
  fill(text, language);
  resolve();
};
byId("copy-json").onclick = () => copyAndSay("JSON", JSON.stringify(resolved.document, null, 1));
byId("copy-link").onclick = async () => {
  history.replaceState(null, "", `#${await writeFragment(resolved.document.text, resolved.language)}`);
  await copyAndSay("Link", location.href);
};
connect(byId("resolved"), byId("entities"));
window.onhashchange = openShared;
openShared();
