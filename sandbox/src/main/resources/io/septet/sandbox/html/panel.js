"use strict";

const form = document.getElementById("fault");
const rules = document.getElementById("rules");
const said = document.getElementById("said");
const switches = document.getElementById("switches");
const TITLES = { "*": "All", x: "X", facebook: "Facebook", mastodon: "Mastodon", bluesky: "Bluesky", linkedin: "LinkedIn", instagram: "Instagram", threads: "Threads", telegram: "Telegram" };
const CALLS = { publish: "Publishing", read: "Reading", all: "All calls" };

function say(text, wrong) {
  said.textContent = text;
  said.classList.toggle("wrong", Boolean(wrong));
}

/** Sends a change or a question; the answer as JSON, or null after having told what went wrong. */
async function ask(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
    const json = await answer.json();
    if (answer.ok) return json;
    say(json.detail || json.title, true);
  } catch {
    say("The sandbox does not answer. Is it still running?", true);
  }
  return null;
}

function cell(row, text) {
  const made = row.insertCell();
  made.textContent = text;
  return made;
}

function showRules(list) {
  rules.replaceChildren();
  if (list.length === 0) {
    const none = cell(rules.insertRow(), "None: every platform behaves");
    none.colSpan = 6;
    none.className = "quiet";
  }
  for (const rule of list) {
    const row = rules.insertRow();
    cell(row, TITLES[rule.platform]);
    cell(row, rule.kind);
    cell(row, CALLS[rule.calls]);
    cell(row, Math.round(rule.rate * 1000) / 10 + " %");
    cell(row, String(rule.millis / 1000));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Remove";
    button.setAttribute("aria-label", `Remove ${rule.kind} on ${TITLES[rule.platform]}`);
    button.addEventListener("click", async () => {
      const left = await ask("PUT", "/sandbox/faults", { platform: rule.platform, kind: rule.kind, rate: 0 });
      if (left) {
        showRules(left);
        say(`${rule.kind} is off on ${TITLES[rule.platform]}.`);
      }
    });
    row.insertCell().append(button);
  }
}

function showLimits(list) {
  switches.replaceChildren();
  for (const { platform, on } of list) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", String(on));
    button.textContent = `${TITLES[platform]}: ${on ? "on" : "off"}`;
    button.addEventListener("click", async () => {
      const now = await ask("PUT", "/sandbox/limits", { platform, on: !on });
      if (now) {
        showLimits(now);
        say(`Limits of ${TITLES[platform]} are ${on ? "off" : "on"}.`);
      }
    });
    switches.append(button);
  }
}

function explain() {
  const { meaning, calls } = form.kind.selectedOptions[0].dataset;
  document.getElementById("meaning").textContent = meaning;
  // Some kinds strike only one sort of call by their nature.
  form.calls.disabled = Boolean(calls);
  if (calls) form.calls.value = calls;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const list = await ask("PUT", "/sandbox/faults", {
    platform: form.platform.value,
    kind: form.kind.value,
    calls: form.calls.value,
    rate: Number(form.rate.value) / 100,
    millis: Math.round(Number(form.seconds.value) * 1000),
  });
  if (list) {
    showRules(list);
    say(`${form.kind.value} is on at ${form.rate.value} %.`);
  }
});

document.getElementById("clear").addEventListener("click", async () => {
  const list = await ask("DELETE", "/sandbox/faults");
  if (list) {
    showRules(list);
    say("All faults are off.");
  }
});

form.kind.addEventListener("change", () => {
  form.seconds.value = form.kind.selectedOptions[0].dataset.seconds;
  explain();
});
explain();
ask("GET", "/sandbox/faults").then((list) => list && showRules(list));
ask("GET", "/sandbox/limits").then((list) => list && showLimits(list));
