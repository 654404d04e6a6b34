"use strict";
(() => {
  const place = "poster-scheduler:" + document.body.dataset.name;
  const articles = Array.from(document.querySelectorAll("article[data-key]"));
  const byId = (id) => document.getElementById(id);
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(place) || "{}");
      return isObject(kept) ? kept : {};
    } catch {
      return {};
    }
  }

  const marks = new Map(Object.entries(load()).filter(([, mark]) => isObject(mark)));

  function save() {
    try {
      localStorage.setItem(place, JSON.stringify(Object.fromEntries(marks)));
      byId("memory").hidden = true;
    } catch {
      byId("memory").textContent = "This browser does not keep ticks and notes: leave the page open.";
      byId("memory").hidden = false;
    }
  }

  function markOf(article) {
    const mark = marks.get(article.dataset.key) || {};
    return {
      done: typeof mark.done === "boolean" ? mark.done : "visited" in article.dataset,
      note: typeof mark.note === "string" ? mark.note : "",
    };
  }

  function change(article, what) {
    marks.set(article.dataset.key, { ...markOf(article), ...what });
    save();
    show();
  }

  function show() {
    const done = new Map();
    for (const article of articles) {
      const mark = markOf(article);
      done.set(article.dataset.key, mark.done);
      article.classList.toggle("done", mark.done);
      article.querySelector("input").checked = mark.done;
      const note = article.querySelector("textarea");
      if (note !== document.activeElement) note.value = mark.note;
      if (mark.note) note.hidden = false;
    }
    const count = Array.from(done.values()).filter(Boolean).length;
    byId("count").textContent = count + " of " + done.size + " done";
    byId("next").disabled = count === done.size;
  }

  function next() {
    const open = articles.find((article) => !markOf(article).done);
    if (!open) return;
    open.scrollIntoView({ block: "start" });
    open.querySelector("input").focus({ preventScroll: true });
  }

  function asText() {
    const lines = [document.querySelector("h1").textContent];
    const seen = new Set();
    for (const article of articles) {
      const mark = markOf(article);
      if (seen.has(article.dataset.key) || !(mark.done || mark.note)) continue;
      seen.add(article.dataset.key);
      lines.push("", (mark.done ? "[x] " : "[ ] ") + article.querySelector("h4").textContent);
      if (mark.note) lines.push(mark.note);
    }
    return lines.join("\n");
  }

  for (const article of articles) {
    article.querySelector("input").addEventListener("change", (event) =>
      change(article, { done: event.target.checked }));
    const note = article.querySelector("textarea");
    const jot = article.querySelector(".jot");
    jot.hidden = false;
    jot.addEventListener("click", () => {
      note.hidden = false;
      note.focus();
    });
    note.addEventListener("input", () => change(article, { note: note.value }));
  }
  byId("next").addEventListener("click", next);
  byId("hide").addEventListener("click", (event) => {
    const hidden = document.body.classList.toggle("hide-done");
    event.currentTarget.setAttribute("aria-pressed", String(hidden));
  });
  byId("notes").hidden = false;
  byId("notes").addEventListener("click", () => {
    byId("text").value = asText();
    byId("text").hidden = false;
    byId("text").focus();
    byId("text").select();
  });
  document.querySelector(".bar").hidden = false;
  save();
  show();
})();
