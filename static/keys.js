// Single keys for those who work with lists all day: outside fields only; where letters lead is said by the page.
"use strict";

(() => {
  const letters = JSON.parse(document.body.dataset.keys || "{}");
  const FIELDS = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";
  const WAITS = 1500; // milliseconds between G and its letter
  let begun = 0;

  const rows = () => [...document.querySelectorAll(".rows tbody tr")].filter((row) => row.querySelector("th a[href]"));
  const at = () => rows().findIndex((row) => row.classList.contains("on") || row.contains(document.activeElement));

  function move(by) {
    const known = rows();
    const next = known[Math.min(Math.max(at() + by, 0), known.length - 1)];
    if (!next) return false;
    for (const row of known) row.classList.toggle("on", row === next);
    next.querySelector("th a[href]").focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function choose() {
    const box = rows()[at()]?.querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
    return Boolean(box);
  }

  function go(where) {
    if (where) location.assign(where);
    return Boolean(where);
  }

  function seek() {
    const field = document.getElementById("find");
    field?.focus();
    field?.select();
    return Boolean(field);
  }

  function press(key) {
    const led = begun && Date.now() - begun < WAITS;
    begun = key === "g" ? Date.now() : 0;
    if (led && key !== "g") return go(letters[`g${key}`]);
    const acts = { "/": seek, j: () => move(1), k: () => move(-1), x: choose, n: () => go(letters.n), "?": () => go(letters["?"]) };
    return acts[key]?.() ?? false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(FIELDS)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : "";
    if (key && press(key)) event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    for (const row of rows()) if (!row.contains(event.target)) row.classList.remove("on");
  });
})();
